import type { AlarmState } from './alarm-state.ts';
import { evaluationRange } from './evaluation-range.ts';
import type { MetricAlarm } from './metric-alarm.ts';
import type { MetricSource } from './metric-source.ts';
import { type Finding, stateOf } from './missing-data.ts';
import { pacedMetrics } from './paced-metrics.ts';

export interface Evaluation {
  readonly state: AlarmState;
  /** As CloudWatch puts it. */
  readonly reason: string;
}

export interface Look {
  readonly now: number;
  readonly metrics: MetricSource;
  /** How many times as fast as `now` the alarm's own minutes pass. @default - as fast */
  readonly pace?: number;
}

/** What the metrics say of an alarm at this moment; nothing where it stays as it is. */
export function evaluateMetricAlarm(
  alarm: MetricAlarm,
  { now, metrics: measured, pace = 1 }: Look,
): Evaluation | undefined {
  const range = evaluationRange({ now: now * pace, ...alarm });
  const metrics = pacedMetrics(measured, pace);
  const needed = { ...range, starts: range.starts.slice(-alarm.evaluationPeriods) };
  if (alarm.watched.tooFew?.(needed, metrics)) return undefined;
  const points = alarm.watched.points(range, metrics);
  const state = stateOf({ ...alarm, findings: points.map((point) => findingOf(alarm, point)) });
  if (state === undefined) return undefined;
  const known = range.starts.flatMap((start, index) => {
    const value = points[index];
    return value === undefined ? [] : [{ start, value }];
  });
  const shown = known
    .slice(-alarm.evaluationPeriods)
    .map(({ start, value }) => ({ at: start / pace, value }));
  return {
    state,
    reason: reasonOf(alarm, state, { known: shown, clock: pace === 1 ? 'HH:MM' : 'HH:MM:SS' }),
  };
}

function findingOf({ comparison, threshold }: MetricAlarm, point: number | undefined): Finding {
  if (point === undefined) return undefined;
  return comparison.breaches(point, threshold) ? 'breaching' : 'fine';
}

interface Evidence {
  readonly known: readonly { readonly at: number; readonly value: number }[];
  /** What of the time is told: minutes are enough where periods are no shorter. */
  readonly clock: 'HH:MM' | 'HH:MM:SS';
}

function reasonOf(alarm: MetricAlarm, state: AlarmState, { known, clock }: Evidence): string {
  const { comparison, threshold, evaluationPeriods, treatMissingData } = alarm;
  const missing = evaluationPeriods - known.length;
  if (state === 'INSUFFICIENT_DATA') return `Insufficient Data: ${plural(missing, 'datapoint')} unknown`;
  if (known.length === 0) {
    return `no datapoints were received for ${plural(missing, 'period')} and missing ones are treated as ${treatMissingData}`;
  }
  const breaching = known.filter(({ value }) => comparison.breaches(value, threshold));
  const shown = state === 'ALARM' ? breaching : known.filter((each) => !breaching.includes(each));
  const crossed = `Threshold Crossed: ${shown.length} out of the last ${plural(known.length, 'datapoint')}`;
  const values = shown.map(
    ({ at, value }) => `${round(value)} (${new Date(at).toISOString().slice(11, 11 + clock.length)})`,
  );
  const filled = missing === 0 ? '' : `, and ${plural(missing, 'period')} without data (${treatMissingData})`;
  return `${crossed} [${values.join(', ')}] ${state === 'OK' ? 'not ' : ''}${comparison.words} the threshold (${threshold})${filled}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function round(value: number): number {
  return Number(value.toPrecision(6));
}
