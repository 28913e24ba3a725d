import { Aws, Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { ClosedBucket } from '../closed-bucket.ts';
import { outlivesItsStack } from '../removal.ts';
import { acknowledge } from '../validation/acknowledge.ts';
import { artifactBucketName, artifactKeyAlias, deployNames } from './delivery-names.ts';

export interface ArtifactStoreProps {
  /** Accounts beside its own that deploy from it. */
  readonly readers: readonly string[];
}

/** As long as a stage may need what it ran before: a roll back deploys that again. */
const keepDays = 180;

/** What pipelines hand on from action to action in one region: sources, and what was built of them. */
export class ArtifactStore extends Construct {
  readonly key: kms.Key;
  readonly bucket: s3.Bucket;

  constructor(scope: Construct, id: string, { readers }: ArtifactStoreProps) {
    super(scope, id);
    const { account, region } = Stack.of(this);
    this.key = new kms.Key(this, 'Key', {
      alias: artifactKeyAlias,
      description: 'Shoal: what pipelines build, their logs, and what they tell',
      enableKeyRotation: true,
      removalPolicy: outlivesItsStack,
    });
    this.bucket = new ClosedBucket(this, 'Bucket', {
      bucketName: artifactBucketName(account, region),
      key: this.key,
      // CodePipeline reads an artifact by its version.
      versioned: true,
      end: {
        id: 'End',
        expiration: Duration.days(keepDays),
        noncurrentVersionExpiration: Duration.days(1),
      },
    });
    acknowledge(
      this.bucket,
      'S1',
      'Only builds and pipelines read here, each through an action that CodePipeline records with its execution; what they read is in the repository, or was built from it by a build with a log.',
    );
    if (readers.length > 0) this.#admit(readers);
  }

  /** In those accounts, the roles that deploy. */
  #admit(accounts: readonly string[]): void {
    const principals = accounts.map((account) => new iam.AccountPrincipal(account));
    const conditions = { ArnLike: { 'aws:PrincipalArn': accounts.map(deployersIn) } };
    this.bucket.addToResourcePolicy(
      new iam.PolicyStatement({
        principals,
        actions: ['s3:GetObject', 's3:GetObjectVersion'],
        resources: [this.bucket.arnForObjects('*')],
        conditions,
      }),
    );
    this.bucket.addToResourcePolicy(
      new iam.PolicyStatement({
        principals,
        actions: ['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:GetBucketVersioning'],
        resources: [this.bucket.bucketArn],
        conditions,
      }),
    );
    this.key.addToResourcePolicy(
      new iam.PolicyStatement({
        principals,
        actions: ['kms:Decrypt', 'kms:DescribeKey'],
        // In a key's own policy, a star is the key itself.
        resources: ['*'],
        conditions,
      }),
    );
  }
}

function deployersIn(account: string): string {
  return `arn:${Aws.PARTITION}:iam::${account}:role/${deployNames('*').project}`;
}
