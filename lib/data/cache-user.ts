import * as elasticache from 'aws-cdk-lib/aws-elasticache';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import { GeneratedSecret } from './generated-secret.ts';

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
    const { secret, readable } = new GeneratedSecret(this, 'Password', {
      description: `Shoal ${stage.name}: the password of cache user ${userName}`,
      key,
      whyNotRotated:
        'The password is 64 random characters that only the cache and one task role read, it opens one key space over TLS from inside the network, and it is changed by a deployment: the user takes two passwords at a time, so that running tasks keep theirs until they are replaced.',
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
    this.password = readable;
  }
}
