import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge } from './validation/acknowledge.ts';

export interface LogBucketProps {
  /** After as many days everything in it ends. */
  readonly days: number;
  /** What writes to it, for a reader of its audit. */
  readonly holds: string;
  /** From when on storing costs a fifth and reading costs extra. @default - never */
  readonly coldAfterDays?: number;
  /** @default - S3's own key, for writers that take no other */
  readonly key?: kms.IKey;
}

/** Where AWS writes logs: closed to the public, TLS only, encrypted, and emptied by time. */
export class LogBucket extends s3.Bucket {
  constructor(scope: Construct, id: string, { days, holds, key, coldAfterDays }: LogBucketProps) {
    super(scope, id, {
      ...(key === undefined
        ? { encryption: s3.BucketEncryption.S3_MANAGED }
        : // With a key of the bucket S3 asks for ours once in a while, and not for each file.
          { encryption: s3.BucketEncryption.KMS, encryptionKey: key, bucketKeyEnabled: true }),
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      lifecycleRules: [
        {
          id: 'EndInTime',
          expiration: Duration.days(days),
          ...(coldAfterDays === undefined
            ? {}
            : {
                transitions: [
                  {
                    storageClass: s3.StorageClass.GLACIER_INSTANT_RETRIEVAL,
                    transitionAfter: Duration.days(coldAfterDays),
                  },
                ],
              }),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
      // A bucket with something in it cannot be deleted; it empties itself by the rule above.
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(
      this,
      'S1',
      `This is the bucket that ${holds} go to: with logs of its own it would need another, and that one another. It is closed to the public, takes TLS only, and no program of ours reads it; an account that must account for readers switches on the data events of CloudTrail for it.`,
    );
  }
}
