import { wholeNumber } from './validation/checks.ts';
import type { Check, Shape } from './validation/shape.ts';

/**
 * What a service promises to whoever asks it, over thirty days and both colours. Alarms follow from it: they go off by
 * how fast it uses up what the promise leaves for errors.
 */
export interface ServiceObjectives {
  /** The share of requests that are answered without a server error: `99.9`. */
  readonly availabilityPercent: number;
  /** The share of requests that are answered so fast, as the load balancer measures it. */
  readonly latency: { readonly percent: number; readonly withinMs: number };
}

/** Below the least of them, an outage of everything would not use the rest up fast enough for an alarm. */
const promise: Check = (value) =>
  typeof value === 'number' && value >= 95 && value <= 99.99
    ? undefined
    : {
        wrong: 'is no share that can be promised and watched',
        allowed: '95 to 99.99 percent',
        fix: typeof value === 'number' ? `use ${value < 95 ? 95 : 99.9}` : 'write a number',
      };

export const objectivesShape: Shape = {
  availabilityPercent: promise,
  latency: { percent: promise, withinMs: wholeNumber({ from: 10, to: 60_000 }) },
};
