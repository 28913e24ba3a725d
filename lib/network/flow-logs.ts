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
  vpc.addFlowLog('FlowLog', {
    destination: ec2.FlowLogDestination.toS3(bucket, undefined, {
      fileFormat: ec2.FlowLogFileFormat.PARQUET,
      perHourPartition: true,
    }),
    trafficType: ec2.FlowLogTrafficType.ALL,
    maxAggregationInterval: ec2.FlowLogMaxAggregationInterval.TEN_MINUTES,
  });
  return bucket;
}
