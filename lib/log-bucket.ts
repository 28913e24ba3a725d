import { Duration } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { ClosedBucket, type ClosedBucketProps } from './closed-bucket.ts';
import { acknowledge } from './validation/acknowledge.ts';

export interface LogBucketProps extends Pick<ClosedBucketProps, 'key'> {
  /** After as many days everything in it ends. */
  readonly days: number;
  /** What writes to it, for a reader of its audit. */
  readonly holds: string;
  /** From when on storing costs a fifth and reading costs extra. @default - never */
  readonly coldAfterDays?: number;
}

/** Where AWS writes logs: closed to the public, TLS only, encrypted, and emptied by time. */
export class LogBucket extends ClosedBucket {
  constructor(scope: Construct, id: string, { days, holds, key, coldAfterDays }: LogBucketProps) {
    super(scope, id, {
      key,
      end: {
        id: 'EndInTime',
        expiration: Duration.days(days),
        ...(coldAfterDays !== undefined && {
          transitions: [
            {
              storageClass: s3.StorageClass.GLACIER_INSTANT_RETRIEVAL,
              transitionAfter: Duration.days(coldAfterDays),
            },
          ],
        }),
      },
    });
    acknowledge(
      this,
      'S1',
      `This is the bucket that ${holds} go to: with logs of its own it would need another, and that one another. It is closed to the public, takes TLS only, and no program of ours reads it; an account that must account for readers switches on the data events of CloudTrail for it.`,
    );
  }
}
