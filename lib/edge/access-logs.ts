import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import { acknowledge } from '../validation/acknowledge.ts';

/** Where load balancers write who asked for what, for as long as the stage keeps logs. */
export class AccessLogs extends s3.Bucket {
  constructor(scope: Construct, id: string, stage: StageDefinition) {
    super(scope, id, {
      // Load balancers deliver to buckets with S3's own keys only, not to ones with a key of ours.
      encryption: s3.BucketEncryption.S3_MANAGED,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      lifecycleRules: [
        {
          id: 'EndWithTheLogs',
          expiration: Duration.days(stage.logDays),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
      // A bucket with something in it cannot be deleted; it empties itself by the rule above.
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(
      this,
      'S1',
      'This is the bucket that access logs go to: with logs of its own it would need another, and that one another. It is closed to the public, takes TLS only, and nothing of ours reads it; an account that must account for readers switches on the data events of CloudTrail for it.',
    );
  }
}
