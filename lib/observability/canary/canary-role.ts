import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { StageDefinition } from '../../../platform/stages.ts';
import { acknowledge } from '../../validation/acknowledge.ts';
import { acknowledgeStar } from '../../validation/acknowledge-star.ts';

export interface CanaryRoleProps {
  readonly stage: StageDefinition;
  /** Where it leaves what it saw. */
  readonly bucket: s3.IBucket;
  readonly key: kms.IKey;
  /** With a star for the id that Synthetics gives the canary. */
  readonly logName: string;
}

/** As whom the canary runs: it leaves what it saw, and counts whether it could shop. It reaches nothing of the stage. */
export function canaryRole(scope: Construct, id: string, props: CanaryRoleProps): iam.Role {
  const { stage, bucket, key, logName } = props;
  const role = new iam.Role(scope, id, {
    description: `Shoal ${stage.name}: shops as a guest, from outside`,
    assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
  });
  const may = (actions: readonly string[], resource: string, conditions = {}): void => {
    role.addToPolicy(new iam.PolicyStatement({ actions: [...actions], resources: [resource], conditions }));
  };
  const objects = bucket.arnForObjects('*');
  const streams = Stack.of(scope).formatArn({
    service: 'logs',
    resource: 'log-group',
    resourceName: `${logName}:*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  may(['s3:GetObject', 's3:PutObject'], objects);
  may(['s3:GetBucketLocation'], bucket.bucketArn);
  may(['s3:ListAllMyBuckets'], '*');
  may(['kms:Decrypt', 'kms:GenerateDataKey'], key.keyArn, {
    StringEquals: { 'kms:ViaService': `s3.${stage.region}.amazonaws.com` },
  });
  may(['cloudwatch:PutMetricData'], '*', {
    StringEquals: { 'cloudwatch:namespace': 'CloudWatchSynthetics' },
  });
  // Not to make a group: one that Lambda makes would be in the clear and never end.
  may(['logs:CreateLogStream', 'logs:PutLogEvents'], streams);
  acknowledgeStar(
    role,
    objects,
    'The star stands for the files of one bucket, which holds nothing but what this canary saw: their names are made of the time of each run.',
  );
  acknowledgeStar(
    role,
    streams,
    'The stars stand for the id that Synthetics gives the canary when it makes it, and for the streams of that one log.',
  );
  acknowledge(
    role,
    'IAM5[Resource::*]',
    'Synthetics asks for the names of buckets and counts each run, two actions that take no resource. It counts in its own namespace alone, and the names of buckets open none of them.',
  );
  return role;
}
