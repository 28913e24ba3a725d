import { type CfnResource, Stack } from 'aws-cdk-lib';
import * as athena from 'aws-cdk-lib/aws-athena';
import * as glue from 'aws-cdk-lib/aws-glue';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import type { LogTable } from './log-query.ts';

/** Where a stage's tables are, and who may ask them: by name, since its stacks ask beside each other. */
export function analyticsNames({ name }: StageDefinition): {
  readonly database: string;
  readonly workGroup: string;
} {
  return { database: `shoal_${name.replaceAll('-', '_')}`, workGroup: `shoal-${name}` };
}

export interface LaidTableProps {
  readonly stage: StageDefinition;
  readonly table: LogTable;
  readonly bucket: s3.IBucket;
  /** With `${…}` for each part. */
  readonly folder: string;
  /** The database and the group of questions, where they are of this stack. @default - another's, deployed before */
  readonly after?: readonly CfnResource[];
}

/**
 * A table over the files of a bucket, and its questions. Its parts follow from the names of the folders, so nothing has to
 * add an hour or a day to it.
 */
export function layTable(scope: Construct, id: string, props: LaidTableProps): void {
  const { stage, bucket, folder, after = [] } = props;
  const { name, description, columns, parts, format, queries } = props.table;
  const { database, workGroup } = analyticsNames(stage);
  const location = `s3://${bucket.bucketName}/`;
  const projections = parts.flatMap((part) =>
    Object.entries(part.projection).map(([key, value]) => [`projection.${part.name}.${key}`, value]),
  );
  const table = new glue.CfnTable(scope, id, {
    catalogId: Stack.of(scope).account,
    databaseName: database,
    tableInput: {
      name,
      description,
      tableType: 'EXTERNAL_TABLE',
      partitionKeys: parts.map((part) => ({ name: part.name, type: 'string', comment: part.comment })),
      parameters: {
        EXTERNAL: 'TRUE',
        'projection.enabled': 'true',
        ...Object.fromEntries(projections),
        'storage.location.template': `${location}${folder}`,
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
  const asked = queries.map(
    (query) =>
      new athena.CfnNamedQuery(scope, query.name, {
        name: `${stage.name}-${query.name}`,
        description: query.description,
        database,
        workGroup,
        queryString: query.sql,
      }),
  );
  for (const resource of [table, ...asked]) {
    for (const earlier of after) resource.addResourceDependency(earlier);
  }
}
