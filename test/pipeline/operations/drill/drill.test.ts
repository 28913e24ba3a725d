import { describe, expect, it } from '@jest/globals';
import { type DrillParts, drill } from '../../../../pipeline/operations/drill/drill.ts';
import { drillReport, wasUnnoticed } from '../../../../pipeline/operations/drill/drill-report.ts';

const template = { id: 'EXT1', name: 'staging-stop-tasks-catalog', description: 'Stops half of the tasks' };
const customers = 'staging/customers/errors';

interface Played {
  /** The alarms that are on at each look; the last ones last. */
  readonly alarms?: readonly (readonly string[])[];
  /** What FIS says at each look; the last one lasts until somebody stops it. */
  readonly states?: readonly string[];
  readonly lost?: number;
  readonly wholeAfter?: number;
}

/** An experiment that a minute passes at each look of. */
async function drilled({
  alarms = [[]],
  states = ['running', 'completed'],
  lost = 0,
  wholeAfter = 3,
}: Played) {
  const done: string[] = [];
  let minute = 0;
  let stopped = false;
  const at = <Value>(values: readonly Value[]): Value | undefined =>
    values[Math.min(minute, values.length - 1)];
  const experiment = () => {
    const status = stopped ? 'stopped' : (at(states) ?? '');
    return { id: 'EXP1', status, reason: '', actions: [{ name: 'stop', status, reason: '' }] };
  };
  const parts: DrillParts = {
    faults: {
      templates: async () => [template],
      stopsOn: async () => [customers],
      start: async (_id, tags) => {
        done.push(`start by ${tags['shoal:started-by']}`);
        return experiment();
      },
      look: async () => experiment(),
      stop: async () => {
        done.push('stop');
        stopped = true;
        return true;
      },
    },
    firing: async () => at(alarms) ?? [],
    whole: async () => minute >= wholeAfter,
    startTraffic: () => ({
      stop: async () => {
        done.push('traffic ends');
        return { sent: 100, lost, slowestMs: 20, firstLostAt: '', lastLostAt: '', reasons: [] };
      },
    }),
    pace: {
      now: () => minute * 60_000,
      say: () => undefined,
      pause: async () => {
        minute += 1;
      },
    },
    settleMs: 60_000,
    began: () => undefined,
  };
  const result = await drill(parts, template, { 'shoal:started-by': 'jan' }).catch((error: Error) => error);
  return { result, done };
}

async function recordOf(played: Played) {
  const { result, done } = await drilled(played);
  if (result instanceof Error) throw result;
  return { record: result, done, what: result.events.map(({ what }) => what) };
}

describe('a drill', () => {
  it('that nobody notices runs to its end, and is watched until all runs again', async () => {
    const { record, done } = await recordOf({});
    expect(done).toEqual(['start by jan', 'traffic ends']);
    expect(record).toMatchObject({ outcome: 'completed', wholeAfterSeconds: 120, customersNoticed: [] });
    expect(wasUnnoticed(record)).toBe(true);
  });

  it('is stopped as soon as an alarm of customers goes on, once', async () => {
    const { record, done, what } = await recordOf({ alarms: [[], [], [customers]], states: ['running'] });
    expect(done).toEqual(['start by jan', 'stop', 'traffic ends']);
    expect(what).toContain('customers notice: stopped');
    expect(record).toMatchObject({ outcome: 'stopped', customersNoticed: [customers] });
    expect(wasUnnoticed(record)).toBe(false);
  });

  it('is not begun while such an alarm is on already', async () => {
    const { result, done } = await drilled({ alarms: [[customers]] });
    expect(String(result)).toContain(`${customers} is on already`);
    expect(done).toEqual([]);
  });

  it('goes on under another alarm, and tells which was on before it', async () => {
    const { record, what } = await recordOf({ alarms: [['staging/carts/memory']] });
    expect(record.outcome).toBe('completed');
    expect(what[0]).toBe('on before it: staging/carts/memory');
  });

  it('ends in time where FIS does not end it', async () => {
    const { what, done } = await recordOf({ states: ['running'] });
    expect(done).toContain('stop');
    expect(what).toContain('it lasts over 75 minutes: stopped');
  });

  it('was noticed where a request was lost, or something never runs again', async () => {
    expect(wasUnnoticed((await recordOf({ lost: 1 })).record)).toBe(false);
    const { record, what } = await recordOf({ wholeAfter: 1000 });
    expect(wasUnnoticed(record)).toBe(false);
    expect(what.at(-1)).toBe('not everything runs again after 15 minutes');
  });

  it('is told in a report that a person can file', async () => {
    const { record } = await recordOf({ lost: 2 });
    const text = drillReport({ ...record, stage: 'staging', where: 'eu-central-1', operator: 'jan' });
    expect(text).toContain('# Drill staging-stop-tasks-catalog');
    expect(text).toContain('- nobody noticed: no');
    expect(text).toContain('- requests: 2 of 100 lost');
    expect(text).toMatch(/\| 00:00:00 \| experiment EXP1 began \|/);
  });
});
