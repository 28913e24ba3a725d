import { Stack } from 'aws-cdk-lib';
import * as athena from 'aws-cdk-lib/aws-athena';
import * as glue from 'aws-cdk-lib/aws-glue';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import { accessLogQueries } from './access-log-queries.ts';
import { accessLogColumns, accessLogPattern } from './access-log-table.ts';

export interface AccessLogAnalyticsProps {
  readonly stage: StageDefinition;
  readonly accessLogs: s3.IBucket;
}

/** Lets the access logs be asked in SQL, where they lie. It costs nothing until somebody asks. */
export class AccessLogAnalytics extends Construct {
  constructor(scope: Construct, id: string, { stage, accessLogs }: AccessLogAnalyticsProps) {
    super(scope, id);
    const database = `shoal_${stage.name.replaceAll('-', '_')}`;
    const catalog = new glue.CfnDatabase(this, 'Database', {
      catalogId: Stack.of(this).account,
      databaseInput: { name: database, description: `Shoal ${stage.name}: logs, as tables` },
    });
    const table = this.table(accessLogs, stage.logDays, database);
    table.addResourceDependency(catalog);
    const workGroup = new athena.CfnWorkGroup(this, 'WorkGroup', {
      name: `shoal-${stage.name}`,
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
    for (const { name, description, sql } of accessLogQueries('access_logs')) {
      const query = new athena.CfnNamedQuery(this, name, {
        name: `${stage.name}-${name}`,
        description,
        database,
        workGroup: workGroup.name,
        queryString: sql,
      });
      query.addResourceDependency(workGroup);
    }
  }

  /** Its parts follow from the names of the files, so nothing has to add a day to it. */
  private table(accessLogs: s3.IBucket, days: number, databaseName: string): glue.CfnTable {
    const { account, region } = Stack.of(this);
    const folder = `AWSLogs/${account}/elasticloadbalancing/${region}`;
    return new glue.CfnTable(this, 'AccessLogs', {
      catalogId: account,
      databaseName,
      tableInput: {
        name: 'access_logs',
        description: 'Requests, as load balancers saw them',
        tableType: 'EXTERNAL_TABLE',
        partitionKeys: [
          { name: 'face', type: 'string', comment: 'public or internal' },
          { name: 'day', type: 'string', comment: '2026/11/21' },
        ],
        parameters: {
          EXTERNAL: 'TRUE',
          'projection.enabled': 'true',
          'projection.face.type': 'enum',
          'projection.face.values': 'public,internal',
          'projection.day.type': 'date',
          'projection.day.format': 'yyyy/MM/dd',
          'projection.day.range': `NOW-${days}DAYS,NOW`,
          'projection.day.interval': '1',
          'projection.day.interval.unit': 'DAYS',
          'storage.location.template': `s3://${accessLogs.bucketName}/\${face}/${folder}/\${day}`,
        },
        storageDescriptor: {
          location: `s3://${accessLogs.bucketName}/`,
          columns: [...accessLogColumns],
          inputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
          outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
          serdeInfo: {
            serializationLibrary: 'org.apache.hadoop.hive.serde2.RegexSerDe',
            parameters: { 'serialization.format': '1', 'input.regex': accessLogPattern },
          },
        },
      },
    });
  }
}

/** Ten GiB, five cents: a question that reads more was not meant so. */
const mostBytes = 10 * 1024 ** 3;
