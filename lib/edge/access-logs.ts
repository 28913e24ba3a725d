import type { Construct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import { LogBucket } from '../log-bucket.ts';

/**
 * Where load balancers write who asked for what, for as long as the stage keeps logs. Under S3's own key: they deliver
 * to no bucket with a key of ours.
 */
export class AccessLogs extends LogBucket {
  constructor(scope: Construct, id: string, stage: StageDefinition) {
    super(scope, id, { days: stage.logDays, holds: 'access logs' });
  }
}
