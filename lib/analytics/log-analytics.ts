import { Stack } from 'aws-cdk-lib';
import * as athena from 'aws-cdk-lib/aws-athena';
import * as glue from 'aws-cdk-lib/aws-glue';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import { accessLogTable } from './access-log-table.ts';
import { flowLogTable } from './flow-log-table.ts';
import { analyticsNames, layTable } from './lay-table.ts';

export interface LogAnalyticsProps {
  readonly stage: StageDefinition;
  readonly accessLogs: s3.IBucket;
  readonly flowLogs: s3.IBucket;
}

/** Lets logs in buckets be asked in SQL, where they lie. It costs nothing until somebody asks. */
export class LogAnalytics extends Construct {
  constructor(scope: Construct, id: string, { stage, accessLogs, flowLogs }: LogAnalyticsProps) {
    super(scope, id);
    const { account, region } = Stack.of(this);
    const names = analyticsNames(stage);
    const database = new glue.CfnDatabase(this, 'Database', {
      catalogId: account,
      databaseInput: { name: names.database, description: `Shoal ${stage.name}: logs, as tables` },
    });
    const workGroup = new athena.CfnWorkGroup(this, 'WorkGroup', {
      name: names.workGroup,
      description: `Shoal ${stage.name}: questions to the logs`,
      recursiveDeleteOption: true,
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        publishCloudWatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: mostBytes,
        // Athena keeps an answer for a day, encrypted, and nobody has a bucket of them to look after.
        managedQueryResultsConfiguration: { enabled: true },
      },
    });
    const after = [database, workGroup];
    layTable(this, 'AccessLogs', {
      stage,
      table: accessLogTable(stage.logDays),
      bucket: accessLogs,
      folder: `\${face}/AWSLogs/${account}/elasticloadbalancing/${region}/\${day}`,
      after,
    });
    layTable(this, 'FlowLogs', {
      stage,
      table: flowLogTable({ days: stage.network.flowLogDays, cidr: stage.cidr }),
      bucket: flowLogs,
      folder: `AWSLogs/${account}/vpcflowlogs/${region}/\${hour}`,
      after,
    });
  }
}

/** Ten GiB, five cents: a question that reads more was not meant so. */
const mostBytes = 10 * 1024 ** 3;
