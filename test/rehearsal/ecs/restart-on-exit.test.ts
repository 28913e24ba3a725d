import { describe, expect, it } from '@jest/globals';
import { RestartOnExit } from '../../../rehearsal/ecs/restart-on-exit.ts';

describe('restarting on exit', () => {
  it('happens at once after a first failure, then later and later, up to half a minute', () => {
    const rule = new RestartOnExit();
    const delays = Array.from({ length: 8 }, () => {
      rule.endedWithoutServing(1000);
      return rule.delay(1000);
    });
    expect(delays).toEqual([0, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
    expect(rule.delay(31_000)).toBe(0);
  });

  it('forgets failures once a task serves', () => {
    const rule = new RestartOnExit();
    for (let i = 0; i < 5; i += 1) rule.endedWithoutServing(0);
    rule.served();
    expect([rule.failures, rule.delay(0)]).toEqual([0, 0]);
  });
});
