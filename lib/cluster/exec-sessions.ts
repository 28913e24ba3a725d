import { RemovalPolicy } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import { StageLogGroup } from '../stage-log-group.ts';

export interface ExecSessionsProps {
  readonly stage: StageDefinition;
  readonly logKey: kms.IKey;
}

/** `aws ecs execute-command` in this cluster: encrypted on the way, and all that is typed and shown is kept. */
export class ExecSessions extends Construct {
  readonly key: kms.Key;
  readonly log: logs.LogGroup;
  readonly configuration: ecs.ExecuteCommandConfiguration;

  constructor(scope: Construct, id: string, { stage, logKey }: ExecSessionsProps) {
    super(scope, id);
    this.key = new kms.Key(this, 'Key', {
      description: `Encrypts sessions in the tasks of ${stage.name}`,
      enableKeyRotation: true,
      // A session outlives nothing: its record is under the key of the logs.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.log = new StageLogGroup(this, 'Log', { stage, key: logKey, name: 'platform/exec' });
    this.configuration = {
      kmsKey: this.key,
      logging: ecs.ExecuteCommandLogging.OVERRIDE,
      logConfiguration: { cloudWatchLogGroup: this.log, cloudWatchEncryptionEnabled: true },
    };
  }
}
