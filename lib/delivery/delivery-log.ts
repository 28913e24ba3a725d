import { RemovalPolicy } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

/** Long enough to see what a build did that a season later turns out to matter. */
const keepDays = 90;

/** What builds say while they build. */
export function deliveryLog(
  scope: Construct,
  { name, keyArn }: { readonly name: string; readonly keyArn: string },
): logs.CfnLogGroup {
  const log = new logs.CfnLogGroup(scope, 'Log', {
    logGroupName: name,
    kmsKeyId: keyArn,
    retentionInDays: keepDays,
  });
  log.applyRemovalPolicy(RemovalPolicy.DESTROY);
  return log;
}
