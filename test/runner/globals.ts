import { ModernFakeTimers } from '@jest/fake-timers';
import type * as Globals from '@jest/globals';
import { ModuleMocker } from 'jest-mock';

type Named = Pick<
  typeof Globals,
  'afterAll' | 'afterEach' | 'beforeAll' | 'beforeEach' | 'describe' | 'expect' | 'it'
>;
type Timers = ConstructorParameters<typeof ModernFakeTimers>[0];

export const moduleMocker = new ModuleMocker(globalThis);

export const fakeTimers = new ModernFakeTimers({
  // Of a project's settings they read those of fake timers only, and ours has none.
  config: { fakeTimers: {} } as Timers['config'],
  global: globalThis,
});

// What tests import from '@jest/globals' is that of the file that runs: jest makes it anew for each.
export let { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it }: Partial<Named> = {};

export function beginFile(globals: Named): void {
  ({ afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } = globals);
}

/** As much of jest's own object as tests have needed so far. */
export const jest = {
  fn: moduleMocker.fn.bind(moduleMocker),
  spyOn: moduleMocker.spyOn.bind(moduleMocker),
  restoreAllMocks: () => moduleMocker.restoreAllMocks(),
  useFakeTimers: (...settings: Parameters<typeof fakeTimers.useFakeTimers>) =>
    fakeTimers.useFakeTimers(...settings),
  useRealTimers: () => fakeTimers.useRealTimers(),
  setSystemTime: (now: number | Date) => fakeTimers.setSystemTime(now),
  advanceTimersByTime: (milliseconds: number) => fakeTimers.advanceTimersByTime(milliseconds),
  advanceTimersByTimeAsync: (milliseconds: number) => fakeTimers.advanceTimersByTimeAsync(milliseconds),
  getTimerCount: () => fakeTimers.getTimerCount(),
};
