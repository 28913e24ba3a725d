import { Duration } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { ClosedBucket } from '../closed-bucket.ts';
import { acknowledge } from '../validation/acknowledge.ts';

export interface AuditBucketProps {
  readonly key: kms.IKey;
  readonly keepDays: number;
}

/** Where a watcher writes what it saw. Nothing of the stage may read it or change it. */
export class AuditBucket extends ClosedBucket {
  constructor(scope: Construct, id: string, { key, keepDays }: AuditBucketProps) {
    super(scope, id, {
      key,
      // What was overwritten or deleted can be seen until the end.
      versioned: true,
      end: {
        id: 'End',
        expiration: Duration.days(keepDays),
        noncurrentVersionExpiration: Duration.days(keepDays),
      },
    });
    acknowledge(
      this,
      'S1',
      'This bucket is itself a record of who did what: a log of who wrote the log would need another bucket, and that one another. Whoever reads it is in the trail of the account.',
    );
  }
}
