import { RemovalPolicy } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { outlivesItsStack } from '../removal.ts';
import { acknowledge } from '../validation/acknowledge.ts';

export interface GeneratedSecretProps {
  readonly description: string;
  readonly key: kms.IKey;
  /** Why it is not changed by a schedule, in words for an auditor. */
  readonly whyNotRotated: string;
  /** Whether it outlives its stack, because data could not be read without it. @default - it goes with its stack */
  readonly retained?: boolean;
}

/** 64 random characters that nobody ever types or sees. */
export class GeneratedSecret extends Construct {
  readonly secret: secretsmanager.Secret;
  /** As readers in other stacks see it: with the key in sight, a grant would write them into its policy, a cyclic reference. */
  readonly readable: secretsmanager.ISecret;

  constructor(scope: Construct, id: string, props: GeneratedSecretProps) {
    super(scope, id);
    const { description, key, whyNotRotated, retained = false } = props;
    this.secret = new secretsmanager.Secret(this, 'Secret', {
      description,
      encryptionKey: key,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: retained ? outlivesItsStack : RemovalPolicy.DESTROY,
    });
    this.readable = secretsmanager.Secret.fromSecretCompleteArn(this, 'Readable', this.secret.secretArn);
    acknowledge(this.secret, 'SMG4', whyNotRotated);
  }
}
