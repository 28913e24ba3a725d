import { AwsError } from '../../plane.ts';
import type { PropertyReader } from '../../property-reader.ts';
import type { Measurement, MetricStore } from '../store/metric-store.ts';
import { type Pairs, pairsOfSet } from '../store/pairs.ts';
import { instantIn, numbersIn } from './request-reader.ts';

const mostData = 1000;
const mostValues = 150;

/** Metrics of one's own. */
export function putMetricData(input: PropertyReader, store: MetricStore, now: number): object {
  input.refuseOthers(['Namespace', 'MetricData', 'StrictEntityValidation']);
  const namespace = input.requiredText('Namespace');
  if (namespace.startsWith('AWS/')) {
    throw new Error(`${input.subject}: the namespace '${namespace}' begins with AWS/, which only AWS may`);
  }
  const data = input.objects('MetricData');
  if (data.length === 0 || data.length > mostData) {
    throw new Error(`${input.subject}: 'MetricData' holds ${data.length}, and must hold 1 to ${mostData}`);
  }
  for (const measured of data.map((datum) => measurementOf(datum, namespace, now))) {
    if (!store.put(measured)) {
      throw new AwsError('LimitExceeded', `No more metrics are kept, so '${measured.name}' is not`);
    }
  }
  return {};
}

function measurementOf(datum: PropertyReader, namespace: string, now: number): Measurement {
  datum.refuseOthers([
    ...['MetricName', 'Dimensions', 'Timestamp', 'Unit', 'StorageResolution'],
    ...['Value', 'Values', 'Counts', 'StatisticValues'],
  ]);
  const dimensions = datum
    .objects('Dimensions')
    .map((each): [string, string] => [each.requiredText('Name'), each.requiredText('Value')]);
  const unit = datum.text('Unit');
  return {
    namespace,
    name: datum.requiredText('MetricName'),
    dimensions: Object.fromEntries(dimensions),
    at: instantIn(datum, 'Timestamp') ?? now,
    pairs: pairsIn(datum),
    ...(unit !== undefined && { unit }),
  };
}

function pairsIn(datum: PropertyReader): Pairs {
  const given = ['Value', 'Values', 'StatisticValues'].filter((name) => datum.has(name));
  if (given.length !== 1) {
    throw new Error(`${datum.subject}: it needs one of 'Value', 'Values' and 'StatisticValues'`);
  }
  const set = datum.object('StatisticValues');
  if (set !== undefined) {
    return pairsOfSet({
      count: set.requiredNumber('SampleCount'),
      sum: set.requiredNumber('Sum'),
      min: set.requiredNumber('Minimum'),
      max: set.requiredNumber('Maximum'),
    });
  }
  if (datum.has('Value')) return [datum.requiredNumber('Value'), 1];
  const [values, counts] = [numbersIn(datum, 'Values'), numbersIn(datum, 'Counts')];
  if (values.length > mostValues || (counts.length > 0 && counts.length !== values.length)) {
    throw new Error(
      `${datum.subject}: ${values.length} values and ${counts.length} counts, where there may be ${mostValues} and as many`,
    );
  }
  return values.flatMap((value, index) => [value, counts[index] ?? 1]);
}
