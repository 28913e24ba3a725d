import type { PropertyReader } from '../property-reader.ts';
import type { Watched } from './metric-alarm.ts';
import { pointsOf, readMetricId, readPeriod, samplesIn } from './metric-statistic.ts';
import { statisticOf } from './statistic.ts';

/** Reads the metric of an alarm that watches a single one. */
export function readWatchedMetric(reader: PropertyReader): Watched {
  const { subject } = reader;
  const [simple, extended] = [reader.text('Statistic'), reader.text('ExtendedStatistic')];
  if ((simple === undefined) === (extended === undefined)) {
    throw new Error(`${subject}: it needs either 'Statistic' or 'ExtendedStatistic'`);
  }
  const statistic = statisticOf(simple ?? extended ?? '', subject);
  if (statistic.isExtended !== (extended !== undefined)) {
    throw new Error(
      `${subject}: '${statistic.name}' belongs into '${extended === undefined ? 'ExtendedStatistic' : 'Statistic'}'`,
    );
  }
  const watched = {
    metric: readMetricId(reader),
    unit: reader.text('Unit'),
    statistic,
    periodSeconds: readPeriod(reader),
  };
  return {
    periodSeconds: watched.periodSeconds,
    metrics: [watched.metric],
    points: (range, metrics) => pointsOf(watched, range, metrics),
    ...(ignoresTooFew(reader) && {
      tooFew: (range, metrics) => {
        const samples = samplesIn(watched, range, metrics);
        const count = samples.reduce((sum, each) => sum + (each.count ?? 1), 0);
        return count > 0 && count < samplesNeeded(statistic.percentile ?? 0.5);
      },
    }),
  };
}

function ignoresTooFew(reader: PropertyReader): boolean {
  const name = 'EvaluateLowSampleCountPercentile';
  const value = reader.text(name) ?? 'evaluate';
  if (value === 'evaluate') return false;
  if (value === 'ignore' && /^p\d/.test(reader.text('ExtendedStatistic') ?? '')) return true;
  throw new Error(
    `${reader.subject}: '${name}' is '${value}', and must be 'evaluate', or 'ignore' with a percentile`,
  );
}

/** So documented: 1000 for a p99, 100 for a p90, 20 for a p50, 100 for a p10. */
function samplesNeeded(percentile: number): number {
  return Math.round(10 / (percentile >= 0.5 ? 1 - percentile : percentile));
}
