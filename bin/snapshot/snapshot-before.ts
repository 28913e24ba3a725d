import { DBInstanceNotFoundFault } from '@aws-sdk/client-rds';
import type { StageDefinition } from '../../platform/stages.ts';
import { Refusal } from '../command.ts';
import { forgetSnapshots } from './forget-snapshots.ts';
import { type SnapshotParts, takeSnapshot } from './take-snapshot.ts';

export interface SnapshotBefore extends Omit<SnapshotParts, 'stage' | 'purpose'> {
  readonly stage: Pick<StageDefinition, 'name' | 'database'>;
}

/** What stands between a deployment and the data: a copy that is there before anything changes, where the stage takes one. */
export async function snapshotBeforeDeployment({ stage, ...parts }: SnapshotBefore): Promise<void> {
  const { name, database } = stage;
  const { rds, say } = parts;
  if ('none' in database.beforeDeployment) {
    say(`No snapshot: ${database.beforeDeployment.none}.`);
    return;
  }
  try {
    await takeSnapshot({ ...parts, stage: name, purpose: 'before-deployment' });
  } catch (error) {
    if (error instanceof DBInstanceNotFoundFault) {
      say(`No snapshot: ${name} has no database yet.`);
      return;
    }
    if (error instanceof Refusal)
      throw new Refusal(`${error.message}\n${name} was not deployed, and is as it was.`);
    throw error;
  }
  await forgetSnapshots({ rds, stage: name, keep: database.beforeDeployment.keepSnapshots, say });
}
