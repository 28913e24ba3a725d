import type { AlarmStep } from '../../rehearsal/cloudwatch/alarm-evaluator.ts';
import { metricsOf } from '../../rehearsal/cloudwatch/metric-series.ts';
import { type MetricId, metricKey, type Sample } from '../../rehearsal/cloudwatch/metric-source.ts';
import { readMetricId } from '../../rehearsal/cloudwatch/metric-statistic.ts';
import { playAlarms } from '../../rehearsal/cloudwatch/play-alarms.ts';
import { PropertyReader } from '../../rehearsal/property-reader.ts';
import type { SynthesizedAlarm } from './synthesized-alarms.ts';
import { valueIn } from './value-in.ts';

/** What one colour does in one minute. */
export interface Traffic {
  readonly requests: number;
  readonly errors?: number;
  /** How many of the answers take two seconds, where others take a twentieth of one. */
  readonly slow?: number;
}

/** What a service does in each of some minutes, and whatever else is measured beside it. */
export interface ServiceMinute {
  readonly blue?: Traffic;
  readonly green?: Traffic;
  /** What the balancer answers itself, where it finds no task. */
  readonly own?: number;
  /** `CPUUtilization` of the database, its events, and `IsMaster` of the cache's nodes. @default - both are well */
  readonly others?: Readonly<Record<string, number>>;
}

export type ServicePhase = readonly [minutes: number, each: ServiceMinute];

export interface PlayedService {
  /** Those that are played together, the parts of composites among them. */
  readonly alarms: readonly SynthesizedAlarm[];
  readonly phases: readonly ServicePhase[];
  /** How late samples arrive. @default - half a minute, as a balancer's do */
  readonly lateBySeconds?: number;
  /** How often it is looked, and how far apart samples are; the figures are those of a minute. @default - 1 */
  readonly everyMinutes?: number;
}

const bothAreWell = { CPUUtilization: 20, IsMaster: 1 };

const start = Date.parse('2026-11-16T00:00:00Z');
const minute = 60_000;

/** All that the alarms did while a service did this. */
export function playService(played: PlayedService): AlarmStep {
  const { alarms, phases, lateBySeconds = 30, everyMinutes = 1 } = played;
  const length = phases.reduce((sum, [minutes]) => sum + minutes, 0);
  const metrics = new Map(alarms.flatMap(watchedBy).map((metric) => [metricKey(metric), metric]));
  return playAlarms({
    alarms: alarms.map(({ resource }) => resource),
    metrics: metricsOf(
      [...metrics.values()].map((metric) => ({
        ...metric,
        samples: samplesOf(metric, phases, everyMinutes),
      })),
    ),
    from: start + everyMinutes * minute,
    to: start + length * minute,
    everySeconds: everyMinutes * 60,
    lateBySeconds,
  });
}

/** What one alarm did, as `12 ALARM`: how many minutes after the first sample it entered which state. */
export function historyIn({ changes }: AlarmStep, name: string): readonly string[] {
  return changes
    .filter(({ alarm }) => alarm === name)
    .map(({ at, to }) => `${Math.round((at - start) / minute)} ${to}`);
}

/** After how many minutes an alarm told somebody that it is on. */
export function toldIn({ actions }: AlarmStep, name: string): readonly number[] {
  return actions
    .filter(({ alarm, state, actions: told }) => alarm === name && state === 'ALARM' && told.length > 0)
    .map(({ at }) => Math.round((at - start) / minute));
}

function watchedBy({ name, resource }: SynthesizedAlarm): readonly MetricId[] {
  const reader = new PropertyReader(name, resource.properties);
  if (reader.has('AlarmRule')) return [];
  if (!reader.has('Metrics')) return [readMetricId(reader)];
  return reader
    .objects('Metrics')
    .flatMap((query) => query.object('MetricStat')?.object('Metric') ?? [])
    .map(readMetricId);
}

function samplesOf(
  metric: MetricId,
  phases: readonly ServicePhase[],
  everyMinutes: number,
): readonly Sample[] {
  const samples: Sample[] = [];
  let now = start;
  for (const [minutes, each] of phases) {
    const values = valuesOf(metric, each);
    for (let passed = 0; passed < minutes; passed += everyMinutes) {
      samples.push(...values.map((value) => ({ ...value, at: now + passed * minute })));
    }
    now += minutes * minute;
  }
  return samples;
}

function valuesOf(
  metric: MetricId,
  { blue, green, own = 0, others = bothAreWell }: ServiceMinute,
): readonly Omit<Sample, 'at'>[] {
  const { name, dimensions } = metric;
  if (name === 'HTTPCode_ELB_5XX_Count') return positive(own);
  const group = dimensions.TargetGroup;
  if (group === undefined) {
    const value = valueIn(others, metric);
    return value === undefined ? [] : [{ value }];
  }
  const traffic = group.includes('Blue') ? blue : green;
  if (traffic === undefined) return [];
  const { requests, errors = 0, slow = 0 } = traffic;
  if (name === 'RequestCount') return positive(requests);
  if (name === 'HTTPCode_Target_5XX_Count') return positive(errors);
  return [
    { value: 0.05, count: requests - slow },
    { value: 2, count: slow },
  ].filter(({ count }) => count > 0);
}

/** A balancer reports no zero. */
function positive(value: number): readonly Omit<Sample, 'at'>[] {
  return value > 0 ? [{ value }] : [];
}
