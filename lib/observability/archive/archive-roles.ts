import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { StageDefinition } from '../../../platform/stages.ts';
import { acknowledgeStar } from '../../validation/acknowledge-star.ts';
import { archiveNames } from './archive-names.ts';

export interface ArchiveWriterProps {
  readonly stage: StageDefinition;
  readonly bucket: s3.IBucket;
  readonly key: kms.IKey;
  /** Where it says what it could not deliver. */
  readonly log: logs.ILogGroup;
}

/** As whom the stream writes to the bucket: no other stream, of this account or another, can have it do so. */
export function archiveWriter(scope: Construct, id: string, props: ArchiveWriterProps): iam.Role {
  const { stage, bucket, key, log } = props;
  const stack = Stack.of(scope);
  const role = new iam.Role(scope, id, {
    description: `Shoal ${stage.name}: writes the lines of services to their archive`,
    assumedBy: new iam.ServicePrincipal('firehose.amazonaws.com', {
      conditions: {
        StringEquals: { 'aws:SourceAccount': stack.account },
        ArnEquals: { 'aws:SourceArn': streamArn(stack, stage) },
      },
    }),
  });
  const objects = bucket.arnForObjects('*');
  const may = (actions: readonly string[], resource: string, conditions = {}): void => {
    role.addToPolicy(new iam.PolicyStatement({ actions: [...actions], resources: [resource], conditions }));
  };
  may(['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'], bucket.bucketArn);
  may(['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'], objects);
  may(['kms:Decrypt', 'kms:GenerateDataKey'], key.keyArn, {
    StringEquals: {
      'kms:ViaService': `s3.${stage.region}.amazonaws.com`,
      // With a key of the bucket, S3 asks in the name of the bucket.
      'kms:EncryptionContext:aws:s3:arn': bucket.bucketArn,
    },
  });
  log.grant(role, 'logs:PutLogEvents');
  acknowledgeStar(
    role,
    objects,
    'The star stands for the files of one bucket, which holds nothing but the archive: their names are made of the time and a number, which nobody knows before.',
  );
  return role;
}

/** As whom CloudWatch hands lines to the stream. */
export function archiveSender(scope: Construct, id: string, stage: StageDefinition): iam.Role {
  const stack = Stack.of(scope);
  const anyLog = stack.formatArn({ service: 'logs', resource: '*', arnFormat: ArnFormat.NO_RESOURCE_NAME });
  const role = new iam.Role(scope, id, {
    roleName: archiveNames(stage.name).sender,
    description: `Shoal ${stage.name}: hands the lines of services to their archive`,
    assumedBy: new iam.ServicePrincipal('logs.amazonaws.com', {
      conditions: {
        StringEquals: { 'aws:SourceAccount': stack.account },
        ArnLike: { 'aws:SourceArn': anyLog },
      },
    }),
  });
  role.addToPolicy(
    new iam.PolicyStatement({
      actions: ['firehose:PutRecord', 'firehose:PutRecordBatch'],
      resources: [streamArn(stack, stage)],
    }),
  );
  return role;
}

function streamArn(stack: Stack, stage: StageDefinition): string {
  return stack.formatArn({
    service: 'firehose',
    resource: 'deliverystream',
    resourceName: archiveNames(stage.name).stream,
  });
}
