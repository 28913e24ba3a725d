import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createClock } from '../../rehearsal/clock.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('createClock', () => {
  it('lets a minute pass in a second at speed 60', async () => {
    let awake = false;
    const sleeping = createClock({ speed: 60 })
      .sleep(60_000)
      .then(() => {
        awake = true;
      });
    await jest.advanceTimersByTimeAsync(999);
    expect(awake).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    await sleeping;
    expect(awake).toBe(true);
  });

  it('wakes with the reason of the signal, and leaves no timer', async () => {
    const control = new AbortController();
    const sleeping = createClock({ speed: 1 }).sleep(60_000, control.signal);
    control.abort(new Error('stopped'));
    await expect(sleeping).rejects.toThrow('stopped');
    expect(jest.getTimerCount()).toBe(0);
  });

  it('does not fall asleep under a signal that is aborted already', async () => {
    await expect(createClock({ speed: 1 }).sleep(1, AbortSignal.abort(new Error('late')))).rejects.toThrow(
      'late',
    );
  });

  it('sleeps long waits no shorter than a timer can hold', async () => {
    let awake = false;
    void createClock({ speed: 0.001 })
      .sleep(86_400_000)
      .then(() => {
        awake = true;
      });
    await jest.advanceTimersByTimeAsync(1_000_000);
    expect(awake).toBe(false);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses speed %p', (speed) => {
    expect(() => createClock({ speed })).toThrow(`clock: speed ${speed} is not a positive number`);
  });
});
