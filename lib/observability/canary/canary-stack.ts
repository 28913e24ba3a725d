import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import * as synthetics from 'aws-cdk-lib/aws-synthetics';
import type { Construct } from 'constructs';
import type { CanarySettings } from '../../../platform/stage/canary.ts';
import type { StageDefinition } from '../../../platform/stages.ts';
import type { EdgeStack } from '../../edge/edge-stack.ts';
import { LogBucket } from '../../log-bucket.ts';
import type { NetworkStack } from '../../network/network-stack.ts';
import { StageLogGroup } from '../../stage-log-group.ts';
import { StageStack } from '../../stage-stack.ts';
import { CanaryAlarms } from './canary-alarms.ts';
import { canaryCode } from './canary-code.ts';
import { canaryLogName, canaryName } from './canary-names.ts';
import { canaryRole } from './canary-role.ts';

export interface CanaryStackProps {
  readonly stage: StageDefinition;
  readonly settings: CanarySettings;
  readonly network: NetworkStack;
  readonly edge: EdgeStack;
}

/** A guest who comes by the clock, over the world's own way to the public door, and tells whether the shop is open. */
export class CanaryStack extends StageStack {
  constructor(scope: Construct, id: string, { stage, settings, network, edge }: CanaryStackProps) {
    super(scope, id, {
      stage,
      holdsData: false,
      description: `Shoal ${stage.name}: shops as a guest every ${settings.everyMinutes} minutes, and tells where that fails`,
    });
    const { logKey: key } = network;
    const name = canaryName(stage.name);
    const bucket = new LogBucket(this, 'Seen', { days: stage.logDays, holds: 'what the canary saw', key });
    const role = canaryRole(this, 'Role', { stage, bucket, key, logName: canaryLogName(stage.name) });
    const { directory, hash } = canaryCode();
    const code = new Asset(this, 'Code', { path: directory, assetHash: hash });
    const canary = new synthetics.CfnCanary(this, 'Canary', {
      name,
      // Without a browser, which nothing here needs. The CDK's newest constant stands on a Node.js that Lambda has retired.
      runtimeVersion: 'syn-nodejs-5.4',
      code: { handler: 'index.handler', s3Bucket: code.s3BucketName, s3Key: code.s3ObjectKey },
      executionRoleArn: role.roleArn,
      artifactS3Location: bucket.s3UrlForObject(),
      artifactConfig: { s3Encryption: { encryptionMode: 'SSE_KMS', kmsKeyArn: key.keyArn } },
      schedule: {
        expression: `rate(${settings.everyMinutes} minute${settings.everyMinutes === 1 ? '' : 's'})`,
      },
      runConfig: {
        timeoutInSeconds: 60,
        memoryInMb: 960,
        environmentVariables: { SHOP_URL: edge.publicUrl },
      },
      startCanaryAfterCreation: true,
      // Its function and layer go with it.
      provisionedResourceCleanup: 'AUTOMATIC',
    });
    canary.node.addDependency(role);
    // Lambda's name for it ends in the canary's id, so the group can only be made after it.
    new StageLogGroup(this, 'Log', {
      stage,
      key,
      name: { prescribed: canaryLogName(stage.name, canary.attrId) },
    });
    new CanaryAlarms(this, 'Alarms', { stage, settings, canaryName: name });
  }
}
