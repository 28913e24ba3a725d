import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { StageDefinition } from '../../platform/stages.ts';
import { LogBucket } from '../log-bucket.ts';
import type { LogKey } from './log-key.ts';

/**
 * Keeps who spoke to whom in the network, refused or not. In S3, where it costs half of what CloudWatch takes for it,
 * by hour and in columns, so that a question reads little of it.
 */
export function keepFlowLogs(vpc: ec2.Vpc, stage: StageDefinition, key: LogKey): LogBucket {
  key.admitLogDelivery();
  const bucket = new LogBucket(vpc, 'FlowLogs', {
    days: stage.network.flowLogDays,
    holds: 'flow logs',
    key,
  });
  const flowLog = vpc.addFlowLog('FlowLog', {
    destination: ec2.FlowLogDestination.toS3(bucket),
    trafficType: ec2.FlowLogTrafficType.ALL,
    maxAggregationInterval: ec2.FlowLogMaxAggregationInterval.TEN_MINUTES,
  });
  // The CDK's own options are written with small first letters, which CloudFormation does not know (aws-cdk#25432).
  const { defaultChild } = flowLog.node;
  if (!(defaultChild instanceof ec2.CfnFlowLog)) throw new Error(`${flowLog.node.path}: is no flow log`);
  defaultChild.destinationOptions = {
    FileFormat: ec2.FlowLogFileFormat.PARQUET,
    HiveCompatiblePartitions: false,
    PerHourPartition: true,
  };
  return bucket;
}
