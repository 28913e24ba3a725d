import type { Clock } from '../time/clock.ts';

/** Decides which requests leave spans behind. */
export interface Sampler {
  /** @param parent what the caller decided, undefined where the trace begins here */
  samples(parent: boolean | undefined): boolean;
}

export interface SamplerParts {
  readonly clock: Clock;
  /** Traces that begin here, a second. @default - 5: all while there are few, and no more under load */
  readonly ownPerSecond?: number;
  /** Those that others decided for, a second. @default - 100: whoever calls cannot flood the log */
  readonly othersPerSecond?: number;
}

export function createSampler({ clock, ownPerSecond = 5, othersPerSecond = 100 }: SamplerParts): Sampler {
  let second = 0;
  let own = 0;
  let others = 0;
  return {
    samples(parent) {
      if (parent === false) return false;
      const now = Math.floor(clock.now() / 1000);
      if (now !== second) {
        second = now;
        own = 0;
        others = 0;
      }
      return parent === undefined ? own++ < ownPerSecond : others++ < othersPerSecond;
    },
  };
}
