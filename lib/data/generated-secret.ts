import type * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { acknowledge } from '../validation/acknowledge.ts';

export interface GeneratedSecretProps {
  readonly description: string;
  readonly key: kms.IKey;
  /** Why it is not changed by a schedule, in words for an auditor. */
  readonly whyNotRotated: string;
}

/** 64 random characters that nobody ever types or sees. */
export class GeneratedSecret extends Construct {
  readonly secret: secretsmanager.Secret;
  /** As readers in other stacks see it: with the key in sight, a grant would write them into its policy, a cyclic reference. */
  readonly readable: secretsmanager.ISecret;

  constructor(scope: Construct, id: string, { description, key, whyNotRotated }: GeneratedSecretProps) {
    super(scope, id);
    this.secret = new secretsmanager.Secret(this, 'Secret', {
      description,
      encryptionKey: key,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
    });
    this.readable = secretsmanager.Secret.fromSecretCompleteArn(this, 'Readable', this.secret.secretArn);
    acknowledge(this.secret, 'SMG4', whyNotRotated);
  }
}
