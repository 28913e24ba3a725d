import { DBInstanceNotFoundFault, DescribeDBInstancesCommand, type RDSClient } from '@aws-sdk/client-rds';
import { awakeWords } from '../../platform/stage/sleep.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import { Refusal } from '../command.ts';

/**
 * Refuses to work on a stage that sleeps. Its database is asked, not the clock: somebody may have woken it. A stage that
 * is not there yet has none.
 */
export async function refuseAsleep(
  rds: Pick<RDSClient, 'send'>,
  { name, sleep }: Pick<StageDefinition, 'name' | 'sleep'>,
  wake: string,
): Promise<void> {
  if ('none' in sleep) return;
  const DBInstanceIdentifier = `shoal-${name}`;
  try {
    const { DBInstances = [] } = await rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier }));
    const status = DBInstances[0]?.DBInstanceStatus;
    if (status === undefined || !['stopped', 'stopping', 'starting'].includes(status)) return;
    throw new Refusal(
      `${name} sleeps, its database is ${status}, and no task could do without it; ${awakeWords(name, sleep)}. Nothing was begun. Next: ${wake}`,
    );
  } catch (error) {
    if (!(error instanceof DBInstanceNotFoundFault)) throw error;
  }
}
