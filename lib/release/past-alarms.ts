import type { Construct } from 'constructs';
import { namesIn } from '../context.ts';

/**
 * Whether `-c pastAlarms=catalog` releases this service although an alarm is on. CodeDeploy stops a deployment that
 * begins under one, even the deployment that would cure it, so somebody must be able to say so for once.
 */
export function releasesPastAlarms(scope: Construct, service: string): boolean {
  return namesIn(scope, 'pastAlarms')?.includes(service) === true;
}
