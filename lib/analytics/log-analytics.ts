import { Stack } from 'aws-cdk-lib';
import * as athena from 'aws-cdk-lib/aws-athena';
import * as glue from 'aws-cdk-lib/aws-glue';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import { accessLogTable } from './access-log-table.ts';
import { flowLogTable } from './flow-log-table.ts';
import type { LogTable } from './log-query.ts';

export interface LogAnalyticsProps {
  readonly stage: StageDefinition;
  readonly accessLogs: s3.IBucket;
  readonly flowLogs: s3.IBucket;
}

interface LogPlace {
  readonly bucket: s3.IBucket;
  /** With `${…}` for each part. */
  readonly folder: string;
}

/** Lets logs in buckets be asked in SQL, where they lie. It costs nothing until somebody asks. */
export class LogAnalytics extends Construct {
  private readonly database: glue.CfnDatabase;
  private readonly databaseName: string;

  constructor(scope: Construct, id: string, { stage, accessLogs, flowLogs }: LogAnalyticsProps) {
    super(scope, id);
    this.databaseName = `shoal_${stage.name.replaceAll('-', '_')}`;
    this.database = new glue.CfnDatabase(this, 'Database', {
      catalogId: Stack.of(this).account,
      databaseInput: { name: this.databaseName, description: `Shoal ${stage.name}: logs, as tables` },
    });
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
    const { account, region } = Stack.of(this);
    const tables = [
      {
        id: 'AccessLogs',
        table: accessLogTable(stage.logDays),
        bucket: accessLogs,
        folder: `\${face}/AWSLogs/${account}/elasticloadbalancing/${region}/\${day}`,
      },
      {
        id: 'FlowLogs',
        table: flowLogTable({ days: stage.network.flowLogDays, cidr: stage.cidr }),
        bucket: flowLogs,
        folder: `AWSLogs/${account}/vpcflowlogs/${region}/\${hour}`,
      },
    ];
    for (const { id, table, bucket, folder } of tables) {
      this.table(id, table, { bucket, folder });
      for (const { name, description, sql } of table.queries) {
        const query = new athena.CfnNamedQuery(this, name, {
          name: `${stage.name}-${name}`,
          description,
          database: this.databaseName,
          workGroup: workGroup.name,
          queryString: sql,
        });
        query.addResourceDependency(workGroup);
      }
    }
  }

  /** Its parts follow from the names of the folders, so nothing has to add an hour or a day to it. */
  private table(id: string, { name, description, columns, parts, format }: LogTable, place: LogPlace): void {
    const location = `s3://${place.bucket.bucketName}/`;
    const projections = parts.flatMap((part) =>
      Object.entries(part.projection).map(([key, value]) => [`projection.${part.name}.${key}`, value]),
    );
    const table = new glue.CfnTable(this, id, {
      catalogId: Stack.of(this).account,
      databaseName: this.databaseName,
      tableInput: {
        name,
        description,
        tableType: 'EXTERNAL_TABLE',
        partitionKeys: parts.map((part) => ({ name: part.name, type: 'string', comment: part.comment })),
        parameters: {
          EXTERNAL: 'TRUE',
          'projection.enabled': 'true',
          ...Object.fromEntries(projections),
          'storage.location.template': `${location}${place.folder}`,
        },
        storageDescriptor: {
          location,
          columns: [...columns],
          inputFormat: format.inputFormat,
          outputFormat: format.outputFormat,
          serdeInfo: { serializationLibrary: format.library, parameters: format.parameters },
        },
      },
    });
    table.addResourceDependency(this.database);
  }
}

/** Ten GiB, five cents: a question that reads more was not meant so. */
const mostBytes = 10 * 1024 ** 3;
