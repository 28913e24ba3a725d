import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge } from '../validation/acknowledge.ts';

export interface AuditBucketProps {
  readonly key: kms.IKey;
  readonly keepDays: number;
}

/** Where a watcher writes what it saw. Nothing of the stage may read it or change it. */
export class AuditBucket extends s3.Bucket {
  constructor(scope: Construct, id: string, { key, keepDays }: AuditBucketProps) {
    super(scope, id, {
      encryption: s3.BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      // What was overwritten or deleted can be seen until the end.
      versioned: true,
      lifecycleRules: [
        {
          id: 'End',
          expiration: Duration.days(keepDays),
          noncurrentVersionExpiration: Duration.days(keepDays),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(
      this,
      'S1',
      'This bucket is itself a record of who did what: a log of who wrote the log would need another bucket, and that one another. Whoever reads it is in the trail of the account.',
    );
  }
}
