import type { PropertyReader } from '../../property-reader.ts';
import { pointsOf, readMetricId } from '../metric-statistic.ts';
import { statisticOf } from '../statistic.ts';
import type { MetricStore } from '../store/metric-store.ts';
import { askedRange } from './asked-range.ts';
import { readAskedPeriod } from './request-reader.ts';

const mostPoints = 1440;

/** Statistics of one metric. */
export function getMetricStatistics(input: PropertyReader, store: MetricStore): object {
  input.refuseOthers([
    ...['Namespace', 'MetricName', 'Dimensions', 'StartTime', 'EndTime', 'Period'],
    ...['Statistics', 'ExtendedStatistics', 'Unit'],
  ]);
  const metric = readMetricId(input);
  const periodSeconds = readAskedPeriod(input);
  const range = askedRange(input, periodSeconds, mostPoints);
  const [simple, extended] = [input.texts('Statistics'), input.texts('ExtendedStatistics')];
  if (simple.length + extended.length === 0) {
    throw new Error(`${input.subject}: it needs 'Statistics' or 'ExtendedStatistics'`);
  }
  const unit = input.text('Unit');
  const columns = [...simple, ...extended].map((name) => ({
    name,
    isExtended: extended.includes(name),
    points: pointsOf(
      { metric, unit, statistic: statisticOf(name, input.subject), periodSeconds },
      range,
      store,
    ),
  }));
  const Unit = unit ?? store.unitOf(metric) ?? 'None';
  const Datapoints = range.starts.flatMap((start, index) => {
    const told = columns.flatMap(({ points, ...column }) => {
      const value = points[index];
      return value === undefined ? [] : [{ ...column, value }];
    });
    if (told.length === 0) return [];
    const ofExtended = told.filter(({ isExtended }) => isExtended);
    return [
      {
        Timestamp: new Date(start),
        ...Object.fromEntries(
          told.filter(({ isExtended }) => !isExtended).map(({ name, value }) => [name, value]),
        ),
        ...(ofExtended.length > 0 && {
          ExtendedStatistics: new Map(ofExtended.map(({ name, value }) => [name, value])),
        }),
        Unit,
      },
    ];
  });
  return { Label: metric.name, Datapoints };
}
