import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { outlivesItsStack } from './removal.ts';

export interface ClosedBucketProps extends Pick<s3.BucketProps, 'bucketName' | 'versioned'> {
  /** @default - S3's own key, for writers that take no other */
  readonly key?: kms.IKey | undefined;
  readonly end: s3.LifecycleRule;
}

/** Closed to the public, TLS only, encrypted, and emptied by time: one with something in it cannot be deleted. */
export class ClosedBucket extends s3.Bucket {
  constructor(scope: Construct, id: string, { key, end, ...props }: ClosedBucketProps) {
    super(scope, id, {
      ...props,
      ...(key === undefined
        ? { encryption: s3.BucketEncryption.S3_MANAGED }
        : // With a key of the bucket S3 asks for ours once in a while, and not for each file.
          { encryption: s3.BucketEncryption.KMS, encryptionKey: key, bucketKeyEnabled: true }),
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      lifecycleRules: [{ ...end, abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      // One without a name of its own is in nobody's way, and may hold a log from its first minute on.
      removalPolicy: props.bucketName === undefined ? RemovalPolicy.RETAIN : outlivesItsStack,
    });
  }
}
