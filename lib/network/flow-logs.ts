import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { StageDefinition } from '../../platform/stages.ts';
import { StageLogGroup } from '../stage-log-group.ts';

/** Keeps who spoke to whom in the network. */
export function keepFlowLogs(vpc: ec2.Vpc, stage: StageDefinition, key: kms.IKey): void {
  vpc.addFlowLog('FlowLog', {
    destination: ec2.FlowLogDestination.toCloudWatchLogs(
      new StageLogGroup(vpc, 'FlowLogGroup', { stage, key, name: 'network/flow' }),
    ),
    trafficType: ec2.FlowLogTrafficType.ALL,
  });
}
