import { RemovalPolicy } from 'aws-cdk-lib';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { LogArchiveSettings } from '../../../platform/stage/log-archive.ts';
import type { StageDefinition } from '../../../platform/stages.ts';
import { layTable } from '../../analytics/lay-table.ts';
import { LogBucket } from '../../log-bucket.ts';
import type { NetworkStack } from '../../network/network-stack.ts';
import { StageLogGroup } from '../../stage-log-group.ts';
import { StageStack } from '../../stage-stack.ts';
import { ArchiveAlarms } from './archive-alarms.ts';
import { archiveNames } from './archive-names.ts';
import { archiveSender, archiveWriter } from './archive-roles.ts';
import { serviceLogFolder, serviceLogTable } from './service-log-table.ts';

export interface LogArchiveStackProps {
  readonly stage: StageDefinition;
  readonly settings: LogArchiveSettings;
  readonly network: NetworkStack;
}

/**
 * Where the lines of all services of a stage lie when CloudWatch has let go of them: compressed, in folders by the hour,
 * and a table to whoever asks. One stream serves all of them, since each line says whose it is.
 */
export class LogArchiveStack extends StageStack {
  constructor(scope: Construct, id: string, { stage, settings, network }: LogArchiveStackProps) {
    super(scope, id, {
      stage,
      holdsData: true,
      description: `Shoal ${stage.name}: the lines of its services, kept for longer than CloudWatch does`,
    });
    const { logKey } = network;
    const names = archiveNames(stage.name);
    const bucket = new LogBucket(this, 'Bucket', {
      days: settings.keepDays,
      holds: 'the lines of services',
      key: logKey,
      ...('none' in settings.cold ? {} : { coldAfterDays: settings.cold.afterDays }),
    });
    const log = new StageLogGroup(this, 'Log', { stage, key: logKey, name: 'platform/log-archive' });
    const undelivered = new logs.LogStream(this, 'Undelivered', {
      logGroup: log,
      logStreamName: 'undelivered',
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const writer = archiveWriter(this, 'Writer', { stage, bucket, key: logKey, log });
    const stream = new firehose.CfnDeliveryStream(this, 'Stream', {
      deliveryStreamName: names.stream,
      deliveryStreamType: 'DirectPut',
      // What it holds until it has written it.
      deliveryStreamEncryptionConfigurationInput: { keyType: 'AWS_OWNED_CMK' },
      extendedS3DestinationConfiguration: {
        bucketArn: bucket.bucketArn,
        roleArn: writer.roleArn,
        prefix: `${serviceLogFolder}/!{timestamp:yyyy/MM/dd/HH}/`,
        errorOutputPrefix: 'refused/!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd}/',
        // Few large files: each costs to write, and to read.
        bufferingHints: { intervalInSeconds: bufferSeconds, sizeInMBs: 64 },
        compressionFormat: 'GZIP',
        cloudWatchLoggingOptions: {
          enabled: true,
          logGroupName: log.logGroupName,
          logStreamName: undelivered.logStreamName,
        },
        // CloudWatch hands on many lines in one envelope; what is kept are the lines.
        processingConfiguration: {
          enabled: true,
          processors: [
            {
              type: 'Decompression',
              parameters: [{ parameterName: 'CompressionFormat', parameterValue: 'GZIP' }],
            },
            {
              type: 'CloudWatchLogProcessing',
              parameters: [{ parameterName: 'DataMessageExtraction', parameterValue: 'true' }],
            },
            { type: 'AppendDelimiterToRecord', parameters: [] },
          ],
        },
      },
    });
    // It tries what it may as soon as it is made.
    stream.node.addDependency(writer);
    archiveSender(this, 'Sender', stage).node.addDependency(stream);
    new ArchiveAlarms(this, 'Alarms', { stage, stream: names.stream, log: log.logGroupName });
    layTable(this, 'ServiceLogs', {
      stage,
      table: serviceLogTable(settings.keepDays),
      bucket,
      folder: `${serviceLogFolder}/\${hour}`,
    });
  }
}

/** The longest there is. */
const bufferSeconds = 900;
