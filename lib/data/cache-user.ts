import * as elasticache from 'aws-cdk-lib/aws-elasticache';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import { acknowledge } from '../validation/acknowledge.ts';

export interface CacheUserProps {
  readonly stage: StageDefinition;
  readonly userName: string;
  /** What it may do, in the server's own terms. */
  readonly access: string;
  readonly key: kms.IKey;
}

/** A user of the cache and its password, which nobody ever types. */
export class CacheUser extends Construct {
  readonly userId: string;
  readonly userName: string;
  readonly password: secretsmanager.ISecret;

  constructor(scope: Construct, id: string, props: CacheUserProps) {
    super(scope, id);
    const { stage, userName, key } = props;
    const secret = new secretsmanager.Secret(this, 'Password', {
      description: `Shoal ${stage.name}: the password of cache user ${userName}`,
      encryptionKey: key,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
    });
    const user = new elasticache.CfnUser(this, 'User', {
      engine: 'valkey',
      userId: `${stage.name}-${userName}`,
      userName,
      accessString: props.access,
      // A dynamic reference: the password itself stands in no template.
      passwords: [secret.secretValue.unsafeUnwrap()],
    });
    this.userId = user.ref;
    this.userName = userName;
    // As readers in other stacks see it: with the key in sight, a grant would write them into its policy, a cyclic reference.
    this.password = secretsmanager.Secret.fromSecretCompleteArn(this, 'Readable', secret.secretArn);
    acknowledge(
      secret,
      'SMG4',
      'The password is 64 random characters that only the cache and one task role read, it opens one key space over TLS from inside the network, and it is changed by a deployment: the user takes two passwords at a time, so that running tasks keep theirs until they are replaced.',
    );
  }
}
