import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { startPulse } from '../../../rehearsal/cloudwatch/pulse.ts';

const start = Date.parse('2026-11-21T08:00:00.400Z');

beforeEach(() => {
  jest.useFakeTimers({ now: start });
});
afterEach(() => {
  jest.useRealTimers();
});

describe('the pulse', () => {
  it('beats just after the end of each stretch, and no more once it is stopped', () => {
    const beats: number[] = [];
    const pulse = startPulse(1000, (now) => void beats.push(now - start));
    jest.advanceTimersByTime(2700);
    expect(beats).toEqual([625, 1625, 2625]);
    pulse.stop();
    jest.advanceTimersByTime(5000);
    expect(beats).toHaveLength(3);
  });

  it('goes on with the clock after a stretch in which nothing could run', () => {
    const beats: number[] = [];
    const pulse = startPulse(1000, (now) => {
      beats.push(now - start);
      if (beats.length === 1) jest.setSystemTime(now + 3200);
    });
    jest.advanceTimersByTime(1500);
    // What was missed is not made up for.
    expect(beats).toEqual([625, 4625]);
    pulse.stop();
  });
});
