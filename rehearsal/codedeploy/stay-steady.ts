import type { Clock } from '../plane.ts';
import type { TaskSetsPort } from './ports.ts';
import { realSleep } from './real-sleep.ts';

export interface Stay {
  readonly taskSets: Pick<TaskSetsPort, 'whenSteady' | 'steadySince' | 'lapsesOf'>;
  readonly taskSetId: string;
  readonly clock: Clock;
  /** How long all its tasks have to serve without a break. */
  readonly unbrokenMs: number;
  /** The same in real time: what starts here takes as long as it does, however fast the clock. */
  readonly floorMs: number;
  readonly signal: AbortSignal;
}

/** One task that ends may be an accident. */
const accidents = 1;

/**
 * Waits until a task set has been steady for so long. The first passed check of a target counts here as on AWS, so
 * that a release is not slower than what it starts; a version that starts well and then dies is found by this.
 */
export async function staySteady({ taskSets, taskSetId, clock, unbrokenMs, floorMs, signal }: Stay) {
  for (;;) {
    await taskSets.whenSteady(taskSetId, signal);
    const since = taskSets.steadySince(taskSetId);
    await Promise.all([clock.sleep(unbrokenMs, signal), realSleep(floorMs, signal)]);
    if (since !== undefined && taskSets.steadySince(taskSetId) === since) return;
    const { count, last } = taskSets.lapsesOf(taskSetId);
    if (count > accidents) throw new Error(last);
  }
}
