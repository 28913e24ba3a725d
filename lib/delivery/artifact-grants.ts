import { Aws } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { artifactBucketName, artifactKeyAlias } from './delivery-names.ts';

export interface ArtifactPlace {
  /** The account of the pipelines. */
  readonly account: string;
  readonly region: string;
  /** In the bucket, or all of it. */
  readonly folder: string;
}

/** Lets an action read what another one made. */
export function readingArtifacts(place: ArtifactPlace): readonly iam.PolicyStatement[] {
  return grants(place, ['s3:GetObject', 's3:GetObjectVersion'], ['kms:Decrypt', 'kms:DescribeKey']);
}

/** Lets an action read what another one made, and make one. */
export function makingArtifacts(place: ArtifactPlace): readonly iam.PolicyStatement[] {
  return grants(
    place,
    ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject', 's3:PutObjectAcl'],
    ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'],
  );
}

/** The objects that such a permission is about, as it names them. */
export function artifactsIn({ account, region, folder }: ArtifactPlace): string {
  return `${bucketArn(account, region)}/${folder}/*`;
}

/** The keys that such a permission is about, as it names them: one of them, by the alias that nothing else has. */
export function artifactKeysIn({ account, region }: ArtifactPlace): string {
  return `arn:${Aws.PARTITION}:kms:${region}:${account}:key/*`;
}

function grants(
  place: ArtifactPlace,
  onObjects: readonly string[],
  onKey: readonly string[],
): readonly iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({ actions: [...onObjects], resources: [artifactsIn(place)] }),
    new iam.PolicyStatement({
      actions: ['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:GetBucketVersioning'],
      resources: [bucketArn(place.account, place.region)],
    }),
    new iam.PolicyStatement({
      actions: [...onKey],
      resources: [artifactKeysIn(place)],
      conditions: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': artifactKeyAlias } },
    }),
  ];
}

function bucketArn(account: string, region: string): string {
  return `arn:${Aws.PARTITION}:s3:::${artifactBucketName(account, region)}`;
}
