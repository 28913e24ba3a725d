import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { runbookHeading } from '../../lib/observability/alarms/runbook-heading.ts';
import { stages } from '../../platform/stages.ts';
import { createAlarmEvaluator } from '../../rehearsal/cloudwatch/alarm-evaluator.ts';
import { metricsOf } from '../../rehearsal/cloudwatch/metric-series.ts';
import { synthesized } from '../support/synthesized.ts';
import { alarmsOf, type SynthesizedAlarm } from './synthesized-alarms.ts';

const all = alarmsOf(await synthesized());

describe('every alarm', () => {
  it.each(stages)(
    'of $name is one that CloudWatch would take, beside all others of its stage',
    ({ name }) => {
      const alarms = all.filter(({ stage }) => stage === name);
      const evaluator = createAlarmEvaluator(alarms.map(({ resource }) => resource));
      evaluator.at(Date.parse('2026-11-16T10:00:00Z'), metricsOf([]));
      const states = [...evaluator.statuses()].map(([alarm, { state }]) => `${alarm} ${state}`);
      const expected = alarms.map((alarm) => `${alarm.name} ${withoutData(alarm)}`);
      expect(states.toSorted()).toEqual(expected.toSorted());
    },
  );

  it('has a test beside this one that names it and shows when it goes off and when it is silent', () => {
    const folder = import.meta.dirname;
    const texts = readdirSync(folder)
      .filter((file) => file.endsWith('.test.ts') && file !== 'every-alarm.test.ts')
      .map((file) => readFileSync(join(folder, file), 'utf8'));
    const symptoms = new Set(all.map(({ symptom }) => runbookHeading('', symptom).slice(1)));
    const untold = [...symptoms].filter((symptom) => !texts.some((text) => namesIt(text, symptom)));
    expect(untold).toEqual([]);
  });
});

/** All are content but those on what is missing, and those that remember what they saw last. */
function withoutData({ symptom }: SynthesizedAlarm): string {
  if (symptom.startsWith('expiry-')) return 'INSUFFICIENT_DATA';
  return ['missed', 'silent', 'outage', 'outage-3m'].includes(symptom) ? 'ALARM' : 'OK';
}

/** `'5xx'`, or `'…/customers/errors'`. */
function namesIt(text: string, symptom: string): boolean {
  return text.includes(`'${symptom}'`) || text.includes(`/${symptom}'`);
}
