import { Stack } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { StageDefinition } from '../../../platform/stages.ts';
import { archiveNames } from './archive-names.ts';

/**
 * Has CloudWatch hand on every line of a service's log to the archive of its stage, where there is one. A log has room for
 * two of these.
 */
export function archiveLog(scope: Construct, stage: StageDefinition, log: logs.ILogGroup): void {
  if ('none' in stage.logArchive) return;
  const names = archiveNames(stage.name);
  const stack = Stack.of(scope);
  new logs.CfnSubscriptionFilter(scope, 'Archived', {
    logGroupName: log.logGroupName,
    filterName: 'archive',
    // All of it.
    filterPattern: '',
    destinationArn: stack.formatArn({
      service: 'firehose',
      resource: 'deliverystream',
      resourceName: names.stream,
    }),
    roleArn: stack.formatArn({ service: 'iam', region: '', resource: 'role', resourceName: names.sender }),
  });
}
