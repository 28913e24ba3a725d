import { describe, expect, it } from '@jest/globals';
import { nextAfter, parseCron } from '../../../platform/calendar/cron.ts';

/** When a schedule is due next, in UTC. */
function due(expression: string, after: string, timezone = 'UTC'): string {
  return new Date(nextAfter(parseCron(expression), Date.parse(after), timezone)).toISOString();
}

describe('a schedule', () => {
  it.each([
    ['cron(0 20 ? * MON-FRI *)', '2026-11-20T19:59:00Z', '2026-11-20T20:00:00.000Z'],
    ['cron(0 20 ? * MON-FRI *)', '2026-11-20T20:00:00Z', '2026-11-23T20:00:00.000Z'],
    ['cron(0 0 20-30 11 ? *)', '2026-12-01T00:00:00Z', '2027-11-20T00:00:00.000Z'],
    ['cron(0 0 * 5 ? *)', '2026-05-31T00:00:00Z', '2027-05-01T00:00:00.000Z'],
    ['cron(15,45 0/12 * * ? *)', '2026-11-20T00:45:00Z', '2026-11-20T12:15:00.000Z'],
    ['cron(0 6 ? * 2 *)', '2026-11-20T00:00:00Z', '2026-11-23T06:00:00.000Z'],
    ['cron(0 0 29 2 ? *)', '2026-11-20T00:00:00Z', '2028-02-29T00:00:00.000Z'],
  ])('%s is due, after %s, at %s', (expression, after, expected) => {
    expect(due(expression, after)).toBe(expected);
  });

  it('follows the clocks of its zone through summer and winter', () => {
    const berlin = (after: string) => due('cron(0 8 * * ? *)', after, 'Europe/Berlin');
    expect(berlin('2026-07-01T00:00:00Z')).toBe('2026-07-01T06:00:00.000Z');
    expect(berlin('2026-12-01T00:00:00Z')).toBe('2026-12-01T07:00:00.000Z');
  });

  it('is due an hour later where the clocks skip its time, and once where they show it twice', () => {
    const berlin = (after: string) => due('cron(30 2 * * ? *)', after, 'Europe/Berlin');
    expect(berlin('2026-03-29T00:00:00Z')).toBe('2026-03-29T01:30:00.000Z');
    expect(berlin('2026-10-25T00:00:00Z')).toBe('2026-10-25T00:30:00.000Z');
    expect(berlin('2026-10-25T00:30:00Z')).toBe('2026-10-26T01:30:00.000Z');
  });

  it.each([
    'rate(5 minutes)',
    'cron(0 20 ? * MON-FRI 2026)',
    'cron(60 20 ? * * *)',
    'cron(0 8 L * ? *)',
    'cron(0 8)',
  ])('%s is refused', (expression) => {
    expect(() => parseCron(expression)).toThrow(/is not understood/);
  });
});
