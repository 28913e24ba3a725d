import type { Clock } from '../time/clock.ts';

/** Decides which requests leave spans behind. */
export interface Sampler {
  /** @param parent what the caller decided, undefined where the trace begins here */
  samples(parent: boolean | undefined): boolean;
}

/** What a stage says of the traces that begin in a task. */
export interface Sampling {
  /** As many each second: all while there are few. */
  readonly perSecond: number;
  /** And of those beyond, evenly. */
  readonly percent: number;
}

/** Where nobody says anything: load leaves no more spans. */
export const usualSampling: Sampling = { perSecond: 5, percent: 0 };

export interface SamplerParts {
  readonly clock: Clock;
  /** @default - the usual one */
  readonly own?: Sampling | undefined;
  /** Those that others decided for, a second. @default - 100: whoever calls cannot flood the log */
  readonly othersPerSecond?: number;
}

export function createSampler({ clock, own = usualSampling, othersPerSecond = 100 }: SamplerParts): Sampler {
  let second = 0;
  let begun = 0;
  let followed = 0;
  let share = 0;
  /** Every tenth of 10 %, and so on, over all seconds together. */
  const isOfShare = (): boolean => {
    share += own.percent;
    if (share < 100) return false;
    share -= 100;
    return true;
  };
  return {
    samples(parent) {
      if (parent === false) return false;
      const now = Math.floor(clock.now() / 1000);
      if (now !== second) {
        second = now;
        begun = 0;
        followed = 0;
      }
      if (parent === true) return followed++ < othersPerSecond;
      return begun++ < own.perSecond || isOfShare();
    },
  };
}
