import { fullName } from '../../elbv2/arns.ts';
import type { TargetsPort, TrafficPort } from '../../elbv2/elbv2-plane.ts';
import { latencyOfBucket, type TrafficReading } from '../../elbv2/traffic-counters.ts';
import type { MetricId } from '../metric-source.ts';
import type { Measurement } from '../store/metric-store.ts';
import type { Pairs } from '../store/pairs.ts';

const namespace = 'AWS/ApplicationELB';
const hostCounts: readonly string[] = ['HealthyHostCount', 'UnHealthyHostCount'];

/** Whether it tells of requests, and not of targets, whose health is checked by the clock on the wall. */
export function isTrafficMetric(metric: MetricId): boolean {
  return metric.namespace === namespace && !hostCounts.includes(metric.name);
}

export interface BalancerMetricsParts {
  readonly traffic: TrafficPort;
  readonly targets: Pick<TargetsPort, 'health'>;
}

/** What load balancers report: of each balancer, and of each of its target groups. As on AWS, no zero is told. */
export class BalancerMetrics {
  readonly #parts: BalancerMetricsParts;
  #before: ReadonlyMap<string, TrafficReading> = new Map();

  constructor(parts: BalancerMetricsParts) {
    this.#parts = parts;
  }

  /** Of all requests since the last time. */
  traffic(at: number): readonly Measurement[] {
    const { traffic } = this.#parts;
    const [balancers, groups] = [traffic.balancers(), traffic.targetGroups()];
    const found: Measurement[] = [];
    const routed = new Map<string, number>();
    for (const [arn, reading] of groups) {
      const balancer = traffic.balancerOf(arn);
      if (balancer === undefined) continue;
      const change = since(reading, this.#before.get(arn));
      const requests = change.requests - (change.ownAnswersByStatus[503] ?? 0);
      routed.set(balancer, (routed.get(balancer) ?? 0) + requests);
      if (change.requests === 0 && change.latency.count === 0) continue;
      const dimensions = { LoadBalancer: fullName(balancer), TargetGroup: fullName(arn) };
      const targets = this.#parts.targets.health(arn).filter(({ state }) => state === 'healthy').length;
      found.push(
        ...counts(at, dimensions, [
          ['RequestCount', requests],
          ...ofTargets(change),
          ['RequestCountPerTarget', targets === 0 ? 0 : requests / targets],
        ]),
        ...latency(at, dimensions, change),
      );
    }
    for (const [arn, reading] of balancers) {
      const change = since(reading, this.#before.get(arn));
      if (change.requests === 0 && change.latency.count === 0) continue;
      const dimensions = { LoadBalancer: fullName(arn) };
      found.push(
        ...counts(at, dimensions, [
          ['RequestCount', routed.get(arn) ?? 0],
          ...ofTargets(change),
          ...([3, 4, 5] as const).map((digit) => answers('ELB', digit, change.ownAnswers)),
          ...[500, 502, 503, 504].map(
            (status) => [`HTTPCode_ELB_${status}_Count`, change.ownAnswersByStatus[status] ?? 0] as const,
          ),
        ]),
        ...latency(at, dimensions, change),
      );
    }
    this.#before = new Map([...balancers, ...groups]);
    return found;
  }

  /** How many targets are fit, and how many are not, wherever any are registered. */
  hosts(at: number): readonly Measurement[] {
    const { traffic, targets } = this.#parts;
    return [...traffic.targetGroups().keys()].flatMap((arn) => {
      const balancer = traffic.balancerOf(arn);
      const states = targets.health(arn).map(({ state }) => state);
      if (balancer === undefined || !states.some((state) => state !== 'draining')) return [];
      const dimensions = { LoadBalancer: fullName(balancer), TargetGroup: fullName(arn) };
      const count = (wanted: string) => states.filter((state) => state === wanted).length;
      const values = [count('healthy'), count('unhealthy')];
      return hostCounts.map((name, index) => ({
        ...{ namespace, name, dimensions, unit: 'Count', at },
        pairs: [values[index] ?? 0, 1],
      }));
    });
  }
}

type Count = readonly [name: string, value: number];

function ofTargets({ targetAnswers, targetConnectionErrors }: TrafficReading): readonly Count[] {
  return [
    ...([2, 3, 4, 5] as const).map((digit) => answers('Target', digit, targetAnswers)),
    ['TargetConnectionErrorCount', targetConnectionErrors],
  ];
}

function answers(who: 'Target' | 'ELB', digit: 2 | 3 | 4 | 5, byDigit: readonly number[]): Count {
  return [`HTTPCode_${who}_${digit}XX_Count`, byDigit[digit] ?? 0];
}

function counts(
  at: number,
  dimensions: MetricId['dimensions'],
  all: readonly Count[],
): readonly Measurement[] {
  return all.flatMap(([name, value]) =>
    value === 0 ? [] : [{ namespace, name, dimensions, unit: 'Count', at, pairs: [value, 1] }],
  );
}

/** In seconds. Buckets know their values by ten percent; their sum is exact, and so is the average then. */
function latency(
  at: number,
  dimensions: MetricId['dimensions'],
  { latency: { count, sum, counts: byBucket } }: TrafficReading,
): readonly Measurement[] {
  if (count === 0) return [];
  const rough = byBucket.reduce((total, each, bucket) => total + each * latencyOfBucket(bucket), 0);
  const pairs: Pairs = byBucket.flatMap((each, bucket) =>
    each === 0 ? [] : [((latencyOfBucket(bucket) / 1000) * sum) / rough, each],
  );
  return [{ namespace, name: 'TargetResponseTime', dimensions, unit: 'Seconds', at, pairs }];
}

function since(now: TrafficReading, before: TrafficReading | undefined): TrafficReading {
  if (before === undefined) return now;
  const less = (left: readonly number[], right: readonly number[]) =>
    left.map((value, index) => value - (right[index] ?? 0));
  return {
    requests: now.requests - before.requests,
    targetAnswers: less(now.targetAnswers, before.targetAnswers),
    ownAnswers: less(now.ownAnswers, before.ownAnswers),
    ownAnswersByStatus: Object.fromEntries(
      Object.entries(now.ownAnswersByStatus).map(([status, count]) => [
        status,
        count - (before.ownAnswersByStatus[Number(status)] ?? 0),
      ]),
    ),
    targetConnectionErrors: now.targetConnectionErrors - before.targetConnectionErrors,
    latency: {
      count: now.latency.count - before.latency.count,
      sum: now.latency.sum - before.latency.sum,
      counts: less(now.latency.counts, before.latency.counts),
    },
  };
}
