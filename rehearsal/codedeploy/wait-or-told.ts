import type { Clock } from '../plane.ts';
import type { Deployment } from './deployment.ts';
import { minute } from './run-parts.ts';

export type WaitType = 'READY_WAIT' | 'TERMINATION_WAIT';

export interface Wait {
  readonly deployment: Deployment;
  readonly clock: Clock;
  readonly minutes: number;
  readonly type: WaitType;
}

/** Waits on the deployment clock; ContinueDeployment ends the wait early. Says which of the two it was. */
export async function waitOrTold({ deployment, clock, minutes, type }: Wait): Promise<'told' | 'over'> {
  const told = Promise.withResolvers<'told'>();
  const ended = new AbortController();
  deployment.goOn = { type, now: () => told.resolve('told') };
  const signal = AbortSignal.any([deployment.stopping.signal, ended.signal]);
  const over = clock.sleep(minutes * minute, signal).then(() => 'over' as const);
  try {
    return await Promise.race([told.promise, over]);
  } finally {
    deployment.goOn = undefined;
    ended.abort();
  }
}
