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
        'The password is 64 random characters that the cache takes and that ECS reads for the tasks of one service. It opens one key space, over TLS, to the security groups of those tasks, and what is in it may be lost. Tasks read it when they start, so a function that changed it by itself would lock them out; whoever must change it makes a new user by a deployment, which brings new tasks.',
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
