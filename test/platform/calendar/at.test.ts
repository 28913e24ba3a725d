import { describe, expect, it } from '@jest/globals';
import { atExpression, instantOfAt } from '../../../platform/calendar/at.ts';

describe('a time that is due once', () => {
  it.each([
    ['2026-11-20T22:00:00Z', 'at(2026-11-20T23:00:00)'],
    ['2026-07-01T22:30:41Z', 'at(2026-07-02T00:30:41)'],
  ])('is %s when the clocks of its zone show it', (instant, expression) => {
    expect(atExpression(Date.parse(instant), 'Europe/Berlin')).toBe(expression);
    expect(instantOfAt(expression, 'Europe/Berlin')).toBe(Date.parse(instant));
  });

  it('may leave its seconds out', () => {
    expect(instantOfAt('at(2026-11-20T23:00)', 'UTC')).toBe(Date.parse('2026-11-20T23:00:00Z'));
  });

  it.each(['cron(0 20 * * ? *)', 'rate(1 day)', 'at(tomorrow)'])('is not %s', (expression) => {
    expect(instantOfAt(expression, 'UTC')).toBeUndefined();
  });
});
