import { isRecord } from '../template.ts';

/** How the Provider framework's state machine repeats its question. */
export interface Waiter {
  readonly maxAttempts: number;
  /** Milliseconds between the question before and this one, the first after the first answer being 1. */
  pauseBefore(attempt: number): number;
}

export function waiterOf(definition: string): Waiter {
  const retry = retryOf(JSON.parse(definition));
  if (!retry) throw new Error(`state machine definition has no task with Retry: ${definition.slice(0, 200)}`);
  const { IntervalSeconds, MaxAttempts, BackoffRate } = retry;
  const interval = Number(IntervalSeconds ?? 1) * 1000;
  const rate = Number(BackoffRate ?? 2);
  return {
    maxAttempts: Number(MaxAttempts ?? 3),
    pauseBefore: (attempt) => interval * rate ** (attempt - 1),
  };
}

function retryOf(definition: unknown): Record<string, unknown> | undefined {
  const states = isRecord(definition) && isRecord(definition.States) ? Object.values(definition.States) : [];
  for (const state of states) {
    if (!isRecord(state) || !Array.isArray(state.Retry)) continue;
    const retry: unknown = state.Retry[0];
    if (isRecord(retry)) return retry;
  }
  return undefined;
}
