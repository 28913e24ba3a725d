import { type MetricSeries, metricsOf } from '../../rehearsal/cloudwatch/metric-series.ts';
import type { MetricId, Sample } from '../../rehearsal/cloudwatch/metric-source.ts';
import { readMetricId } from '../../rehearsal/cloudwatch/metric-statistic.ts';
import { playAlarms } from '../../rehearsal/cloudwatch/play-alarms.ts';
import { PropertyReader } from '../../rehearsal/property-reader.ts';
import type { SynthesizedAlarm } from './synthesized-alarms.ts';
import { valueIn } from './value-in.ts';

/** What a metric is each minute, by its name or as `valueIn` has it; a metric that is not named has no data. */
export type Minute = Readonly<Record<string, number>>;

/** `[10, { RequestCount: 600 }]`: ten such minutes. */
export type Phase = readonly [minutes: number, each: Minute];

export interface GoldenSeries {
  readonly phases: readonly Phase[];
  /** Only the metrics that have this among their dimensions. @default - all that the alarm watches */
  readonly of?: string;
  /** How late its samples arrive. @default - at once */
  readonly lateBySeconds?: number;
  /** After how many minutes the alarm is made. @default - before the first sample */
  readonly madeAfter?: number;
}

/** What happens by its description, for tables of tests. */
export type Scenario = readonly [what: string, phases: readonly Phase[]];

/** The same phases over and over. */
export function repeated(times: number, ...phases: readonly Phase[]): readonly Phase[] {
  return Array.from({ length: times }, () => phases).flat();
}

/** A Monday, long ago enough for days of history. */
const start = Date.parse('2026-11-16T00:00:00Z');
const minute = 60_000;

/** What an alarm did, as `12 ALARM`: how many minutes after the first sample it entered which state. */
export function historyOf(alarm: SynthesizedAlarm, series: GoldenSeries): readonly string[] {
  const { phases, lateBySeconds, madeAfter = 0 } = series;
  const length = phases.reduce((sum, [minutes]) => sum + minutes, 0);
  const { changes } = playAlarms({
    alarms: [alarm.resource],
    metrics: metricsOf(watchedBy(alarm).map((metric) => seriesOf(metric, series))),
    from: start + (madeAfter + 1) * minute,
    to: start + length * minute,
    ...(lateBySeconds !== undefined && { lateBySeconds }),
  });
  return changes.map(({ at, to }) => `${(at - start) / minute} ${to}`);
}

/** After how many minutes of the last phase the alarm goes off; nothing where it does not, or did before. */
export function minutesToAlarm(alarm: SynthesizedAlarm, series: GoldenSeries): number | undefined {
  const before = series.phases.slice(0, -1).reduce((sum, [minutes]) => sum + minutes, 0);
  const [at, ...more] = historyOf(alarm, series).filter((change) => change.endsWith('ALARM'));
  const after = at === undefined ? undefined : Number.parseInt(at, 10) - before;
  return after === undefined || after <= 0 || more.length > 0 ? undefined : after;
}

/** Those of the alarms that are not silent all the time: that leave `OK`, or never reach it. */
export function loudOnes(alarms: readonly SynthesizedAlarm[], series: GoldenSeries): readonly string[] {
  return alarms.flatMap((alarm) => {
    const history = historyOf(alarm, series);
    return history.join() === `${(series.madeAfter ?? 0) + 1} OK`
      ? []
      : [`${alarm.name}: ${history.join(', ')}`];
  });
}

/** Those that go off later than promised, if at all. */
export function slowOnes(
  alarms: readonly SynthesizedAlarm[],
  promisedMinutes: number,
  series: GoldenSeries,
): readonly string[] {
  return alarms.flatMap((alarm) => {
    const after = minutesToAlarm(alarm, series);
    return after !== undefined && after <= promisedMinutes ? [] : [`${alarm.name}: ${after ?? 'never'}`];
  });
}

function watchedBy({ name, resource }: SynthesizedAlarm): readonly MetricId[] {
  const reader = new PropertyReader(name, resource.properties);
  if (!reader.has('Metrics')) return [readMetricId(reader)];
  return reader
    .objects('Metrics')
    .flatMap((query) => query.object('MetricStat')?.object('Metric') ?? [])
    .map(readMetricId);
}

function seriesOf(metric: MetricId, { phases, of }: GoldenSeries): MetricSeries {
  const isMeant = of === undefined || Object.values(metric.dimensions).includes(of);
  const each = phases.flatMap(([minutes, values]) => Array.from({ length: minutes }, () => values));
  const samples = each.flatMap((values, index): readonly Sample[] => {
    const value = isMeant ? valueIn(values, metric) : undefined;
    return value === undefined ? [] : [{ at: start + index * minute, value }];
  });
  return { ...metric, samples };
}
