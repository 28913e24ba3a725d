import type { PropertyReader } from '../../property-reader.ts';
import type { ListedMetric, MetricStore } from '../store/metric-store.ts';
import { pageOf } from './request-reader.ts';

const mostOfPage = 500;
const threeHours = 3 * 3_600_000;

/** The metrics there are. */
export function listMetrics(input: PropertyReader, store: MetricStore, now: number): object {
  input.refuseOthers(['Namespace', 'MetricName', 'Dimensions', 'RecentlyActive', 'NextToken']);
  const [namespace, name, recently] = ['Namespace', 'MetricName', 'RecentlyActive'].map((each) =>
    input.text(each),
  );
  const wanted = input
    .objects('Dimensions')
    .map((each) => ({ name: each.requiredText('Name'), value: each.text('Value') }));
  const fits = (metric: ListedMetric): boolean =>
    (namespace === undefined || metric.namespace === namespace) &&
    (name === undefined || metric.name === name) &&
    (recently === undefined || metric.lastAt > now - threeHours) &&
    wanted.every((each) => {
      const found = metric.dimensions[each.name];
      return found !== undefined && (each.value === undefined || each.value === found);
    });
  const { items, NextToken } = pageOf(store.list().filter(fits), input, mostOfPage);
  return {
    Metrics: items.map((metric) => ({
      Namespace: metric.namespace,
      MetricName: metric.name,
      Dimensions: Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value })),
    })),
    NextToken,
  };
}
