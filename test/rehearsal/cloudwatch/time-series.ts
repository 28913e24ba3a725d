import type { EvaluationRange } from '../../../rehearsal/cloudwatch/evaluation-range.ts';
import type { TimeSeries } from '../../../rehearsal/cloudwatch/math/math-value.ts';
import type { MetricId, Sample } from '../../../rehearsal/cloudwatch/metric-source.ts';

export const minute = 60_000;

/** A Monday, at ten. */
export const start = Date.parse('2026-11-16T10:00:00Z');

export const requests: MetricId = { namespace: 'Shop', name: 'Requests', dimensions: { Service: 'catalog' } };

/** `30 - 0` are a value, none, and a 0, a minute each. */
export function timeSeries(text: string): TimeSeries {
  return text.split(' ').map((word) => (word === '-' ? undefined : Number(word)));
}

/** The same as samples, each in the middle of its minute. */
export function samples(text: string, from = start): readonly Sample[] {
  return timeSeries(text).flatMap((value, index) =>
    value === undefined ? [] : [{ at: from + (index + 0.5) * minute, value }],
  );
}

/** As many minutes as the series has. */
export function minutes(count: number): EvaluationRange {
  const starts = Array.from({ length: count }, (_, index) => start + index * minute);
  return { starts, periodSeconds: 60, end: start + count * minute };
}
