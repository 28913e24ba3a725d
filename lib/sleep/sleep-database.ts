import { ArnFormat } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { StageStack } from '../stage-stack.ts';
import { GroundSleep } from './ground-sleep.ts';

/**
 * RDS starts a stopped server again after seven days, to keep it maintained; no stage sleeps that long at a time. What
 * it stores is paid for all the same.
 */
export function sleepDatabase(stack: StageStack, identifier: string, key: kms.IKey): GroundSleep {
  return new GroundSleep(stack, 'DatabaseSleep', {
    stage: stack.stage,
    key,
    ground: {
      name: 'database',
      service: 'rds',
      stop: 'stopDBInstance',
      start: 'startDBInstance',
      // Not as the API writes it, but as Scheduler does.
      input: { DbInstanceIdentifier: identifier },
      arn: stack.formatArn({
        service: 'rds',
        resource: 'db',
        resourceName: identifier,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    },
  });
}
