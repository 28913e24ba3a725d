import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { predefinedRoutings, stepsOf } from '../../../rehearsal/codedeploy/traffic-routing.ts';

describe('the steps of a traffic routing', () => {
  it('of a canary are two', () => {
    expect(stepsOf({ type: 'TimeBasedCanary', percentage: 5, interval: 15 })).toEqual([
      { percent: 5, waitMinutes: 15 },
      { percent: 100, waitMinutes: 0 },
    ]);
  });

  it('of all at once is one', () => {
    expect(stepsOf({ type: 'AllAtOnce' })).toEqual([{ percent: 100, waitMinutes: 0 }]);
  });

  it('always rise and end with everything at once, whatever the routing', () => {
    const routing = fc.record({
      type: fc.constantFrom('TimeBasedCanary' as const, 'TimeBasedLinear' as const),
      percentage: fc.integer({ min: 1, max: 99 }),
      interval: fc.integer({ min: 1, max: 60 }),
    });
    fc.assert(
      fc.property(routing, (chosen) => {
        const steps = stepsOf(chosen);
        const percents = steps.map(({ percent }) => percent);
        expect(percents).toEqual([...new Set(percents)].sort((one, other) => one - other));
        expect(steps.at(-1)).toEqual({ percent: 100, waitMinutes: 0 });
      }),
    );
  });

  it('of CodeDeploy’s own linear configuration are ten', () => {
    const routing = predefinedRoutings.get('CodeDeployDefault.ECSLinear10PercentEvery1Minutes');
    expect(stepsOf(routing ?? { type: 'AllAtOnce' }).map(({ percent }) => percent)).toEqual([
      10, 20, 30, 40, 50, 60, 70, 80, 90, 100,
    ]);
  });
});
