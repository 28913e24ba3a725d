import { environmentNames } from '../../../../platform/environment-names.ts';
import { type Charge, during } from '../charge.ts';
import type { Priced } from '../pricer.ts';
import { recordsAt, textAt } from '../property.ts';
import type { Level } from '../schedule/level.ts';
import type { Resource } from '../stack.ts';

/**
 * How many metrics a service makes of itself, by what it has: services/kit/telemetry writes them as log lines, and
 * CloudWatch makes metrics of those and bills them. A test compares this with the names in the kit.
 */
export const ownMetrics = {
  /** Requests, errors, latency, how full the task is; three of them by version too. */
  always: 12,
  upstream: 5,
  database: 3,
  cache: 4,
  publishes: 4,
  handles: 6,
} as const;

/** Bytes of a minute's line with all its metrics, in gigabytes a month. */
const gbOfLines = (1.5 * 60 * 730) / (1024 * 1024);

/** What the services of a stage tell of themselves, in the hours in which any task of them runs. */
export function ownMetricsOf(task: Resource, { prices }: Priced, tasks: Level): readonly Charge[] {
  const names = environmentOf(task);
  if (!names.includes(environmentNames.serviceName)) return [];
  const upstreams = names.filter((name) => name.endsWith('_URL') && !known.includes(name)).length;
  const has = (name: string) => names.includes(name);
  const count =
    ownMetrics.always +
    ownMetrics.upstream * upstreams +
    (has(environmentNames.databaseHost) ? ownMetrics.database : 0) +
    (has(environmentNames.cacheHost) ? ownMetrics.cache : 0) +
    (has(environmentNames.eventsTopicArn) ? ownMetrics.publishes : 0) +
    (has(environmentNames.eventsQueueUrl) ? ownMetrics.handles : 0);
  const lines = during(
    { group: 'logs', what: 'the lines of its metrics, one a minute' },
    gbOfLines * prices.of('logs.ingested'),
    tasks,
  );
  if (settingOf(task, environmentNames.metrics) === 'logged') return [lines];
  const any = presenceOf(tasks);
  return [
    during(
      { group: 'metrics', what: `${count} metrics that the service makes of itself` },
      count * prices.of('metric.custom'),
      any,
    ),
    lines,
  ];
}

/** What every task may be told; an address besides these is that of a service it calls. */
const known: readonly string[] = Object.values(environmentNames);

function environmentOf({ properties }: Resource): readonly string[] {
  return recordsAt(properties, 'ContainerDefinitions')
    .flatMap((container) => recordsAt(container, 'Environment'))
    .map((variable) => textAt(variable, 'Name') ?? '');
}

function settingOf({ properties }: Resource, name: string): string | undefined {
  const variable = recordsAt(properties, 'ContainerDefinitions')
    .flatMap((container) => recordsAt(container, 'Environment'))
    .find((each) => textAt(each, 'Name') === name);
  return variable === undefined ? undefined : textAt(variable, 'Value');
}

/** Ten tasks make the same metrics as one. */
function presenceOf({ present, awake }: Level): Level {
  return { months: present, awake: awake > 0 ? 1 : 0, present };
}
