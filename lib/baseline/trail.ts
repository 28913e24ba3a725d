import { Stack } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { TrailSettings } from '../../platform/stage/baseline.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import { AuditBucket } from './audit-bucket.ts';
import { baselineNames } from './names.ts';

export interface TrailProps {
  readonly stage: StageDefinition;
  readonly settings: TrailSettings;
  readonly key: kms.Key;
}

/**
 * Who read or wrote what in the stage's buckets, and, where the trail records all, every call of the account: each read
 * of a secret is one of those.
 */
export class Trail extends Construct {
  constructor(scope: Construct, id: string, { stage, settings, key }: TrailProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const trailName = baselineNames(stage.name).trail;
    const trailArn = stack.formatArn({ service: 'cloudtrail', resource: 'trail', resourceName: trailName });
    const bucket = new AuditBucket(this, 'Bucket', { key, keepDays: settings.keepDays });
    const ofTheTrail = { StringEquals: { 'aws:SourceArn': trailArn } };
    const cloudTrail = new iam.ServicePrincipal('cloudtrail.amazonaws.com');
    bucket.addToResourcePolicy(
      new iam.PolicyStatement({
        principals: [cloudTrail],
        actions: ['s3:GetBucketAcl'],
        resources: [bucket.bucketArn],
        conditions: ofTheTrail,
      }),
    );
    bucket.addToResourcePolicy(
      new iam.PolicyStatement({
        principals: [cloudTrail],
        actions: ['s3:PutObject'],
        resources: [bucket.arnForObjects(`AWSLogs/${stack.account}/*`)],
        conditions: {
          StringEquals: { 'aws:SourceArn': trailArn, 's3:x-amz-acl': 'bucket-owner-full-control' },
        },
      }),
    );
    key.addToResourcePolicy(
      new iam.PolicyStatement({
        principals: [cloudTrail],
        actions: ['kms:DescribeKey', 'kms:GenerateDataKey'],
        // In a key's own policy, a star is the key itself.
        resources: ['*'],
        conditions: ofTheTrail,
      }),
    );
    const everything = settings.records === 'all';
    const trail = new CfnTrail(this, 'Trail', {
      trailName,
      isLogging: true,
      s3BucketName: bucket.bucketName,
      kmsKeyId: key.keyArn,
      // Signed digests show whether a file was changed or taken away.
      enableLogFileValidation: true,
      isMultiRegionTrail: everything,
      includeGlobalServiceEvents: everything,
      advancedEventSelectors: [
        {
          name: 'Objects of the buckets of this stage',
          fieldSelectors: [
            { field: 'eventCategory', equalTo: ['Data'] },
            { field: 'resources.type', equalTo: ['AWS::S3::Object'] },
            {
              field: 'resources.ARN',
              // CloudFormation begins the name of a bucket with that of its stack.
              startsWith: [`arn:${stack.partition}:s3:::${stage.name}-`],
              // It would record itself writing what it recorded.
              notStartsWith: [`${bucket.bucketArn}/`],
            },
          ],
        },
        ...(everything
          ? [
              {
                name: 'Calls of the account, reads of secrets among them',
                fieldSelectors: [{ field: 'eventCategory', equalTo: ['Management'] }],
              },
            ]
          : []),
      ],
    });
    trail.node.addDependency(bucket);
  }
}
