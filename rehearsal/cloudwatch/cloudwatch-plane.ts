import type { RunningService } from '../ecs/ecs-plane.ts';
import type { CacheReading } from '../elasticache/cache-readings.ts';
import type { TargetsPort, TrafficPort } from '../elbv2/elbv2-plane.ts';
import type { QueueReading } from '../events/message-server.ts';
import type { Plane } from '../plane.ts';
import type { AlarmStep } from './alarm-evaluator.ts';
import { AlarmWatch } from './alarm-watch.ts';
import { AlarmBook } from './alarms/alarm-book.ts';
import { AlarmHistory } from './alarms/alarm-history.ts';
import { alarmTypes } from './alarms/alarm-types.ts';
import { type TopicsPort, tellTopics } from './alarms/tell-topics.ts';
import { monitoringApis } from './api/monitoring-api.ts';
import { BalancerMetrics, isTrafficMetric } from './collect/balancer-metrics.ts';
import { cacheMetrics } from './collect/cache-metrics.ts';
import { DatabaseMetrics, type DatabaseServer } from './collect/database-metrics.ts';
import { embeddedMetricsOf, mayHoldMetrics } from './collect/embedded-metrics.ts';
import { type ProcessUsage, usageOf as usageOfProcess } from './collect/process-usage.ts';
import { queueMetrics } from './collect/queue-metrics.ts';
import { TaskMetrics } from './collect/task-metrics.ts';
import { startPulse } from './pulse.ts';
import { type Measurement, MetricStore } from './store/metric-store.ts';

export interface CloudWatchParts {
  readonly region: string;
  /** How many times as fast as AWS's the deployment clock goes. */
  readonly speed: number;
  readonly traffic: TrafficPort;
  readonly targets: Pick<TargetsPort, 'health'>;
  readonly services: () => readonly RunningService[];
  readonly databases: () => readonly DatabaseServer[];
  readonly caches: () => Promise<readonly CacheReading[]>;
  readonly queues: { read(): Promise<readonly QueueReading[]> };
  readonly topics: TopicsPort;
  /** For whoever watches: an alarm goes off, or is over. */
  readonly say: (sentence: string) => void;
  /** @default - the machine's clock */
  readonly now?: () => number;
  /** @default - as the system tells */
  readonly usageOf?: (pid: number) => ProcessUsage | undefined;
  /** What calls for each beat. @default - a timer */
  readonly startPulse?: typeof startPulse;
}

export interface CloudWatchPlane extends Plane {
  readonly alarms: {
    /** Those of the named alarms that are in alarm now. */
    inAlarm(names: readonly string[]): readonly string[];
  };
  /** To be given every line that tasks and functions print. */
  printed(line: string): void;
  /** Measures and looks at alarms; done by itself, at the end of each minute of the fastest alarms. */
  beat(now: number): Promise<void>;
}

const minute = 60_000;
/** A minute of an alarm on traffic is no shorter than a second, or there would be nothing in it. */
const fastest = 60;
/** How often what passes by the clock on the wall is measured. */
const slowlyMs = 10_000;

/** Keeps metrics and looks at alarms. */
export function createCloudWatchPlane({
  now = Date.now,
  startPulse: start = startPulse,
  usageOf = usageOfProcess,
  ...parts
}: CloudWatchParts): CloudWatchPlane {
  const { region, say } = parts;
  const pace = Math.min(parts.speed, fastest);
  const everyMs = minute / pace;
  const store = new MetricStore({
    now,
    // Three hundred minutes of the fastest alarms by the second, and all else by the minute.
    retention: { secondsMs: 300 * everyMs, minutesMs: 6 * 60 * minute },
  });
  const book = new AlarmBook({ paceOf: (metrics) => (metrics.every(isTrafficMetric) ? pace : 1) });
  const watch = new AlarmWatch(book, store);
  const history = new AlarmHistory();
  const balancers = new BalancerMetrics(parts);
  const tasks = new TaskMetrics({ services: parts.services, usageOf });
  const databases = new DatabaseMetrics({ servers: parts.databases, usageOf });
  const telling = { book, history, topics: parts.topics, region };
  let slowly = 0;

  const keep = (measured: readonly Measurement[]): void => {
    for (const each of measured) store.put(each);
  };
  const onStep = async (step: AlarmStep): Promise<void> => {
    history.changed(step);
    for (const { alarm, from, to, reason } of step.changes) {
      // One that tells nobody is a part of others.
      if (book.get(alarm)?.read.alarm.actions.ALARM.length === 0) continue;
      if (to === 'ALARM') say(`alarm ${alarm} goes off: ${reason}`);
      else if (from === 'ALARM') say(`alarm ${alarm} is over: ${reason}`);
    }
    await tellTopics(step, telling);
  };
  const measureSlowly = async (at: number): Promise<void> => {
    keep(balancers.hosts(at));
    keep(tasks.read(at));
    store.forget();
    keep(databases.read(at));
    const [queues, caches] = await Promise.all([parts.queues.read(), parts.caches()]);
    keep(queueMetrics(queues, at));
    keep(cacheMetrics(caches, at));
  };
  const beat = async (at: number): Promise<void> => {
    // What came since the last beat belongs to the stretch that has just ended.
    keep(balancers.traffic(at - everyMs / 2));
    const isSlow = Math.floor(at / slowlyMs) !== slowly;
    slowly = Math.floor(at / slowlyMs);
    const measured = isSlow ? measureSlowly(at) : undefined;
    await Promise.all([onStep(watch.at(at)), measured]);
  };
  const pulse = start(everyMs, (at) => {
    beat(at).catch((error: unknown) =>
      say(`metrics were not measured: ${error instanceof Error ? error.message : String(error)}`),
    );
  });

  return {
    types: alarmTypes({ book, history, region, now }),
    apis: monitoringApis({
      ...{ store, book, watch, history, region, now },
      onStep: (step) => void onStep(step),
    }),
    alarms: {
      inAlarm: (names) => names.filter((name) => book.get(name)?.status.state === 'ALARM'),
    },
    printed(line) {
      if (mayHoldMetrics(line)) keep(embeddedMetricsOf(line));
    },
    beat,
    close: async () => pulse.stop(),
  };
}
