import {
  type CloudWatchParts,
  type CloudWatchPlane,
  createCloudWatchPlane,
} from '../../../rehearsal/cloudwatch/cloudwatch-plane.ts';
import type { RunningService } from '../../../rehearsal/ecs/ecs-plane.ts';
import type { CacheReading } from '../../../rehearsal/elasticache/cache-readings.ts';
import { TrafficCounters } from '../../../rehearsal/elbv2/traffic-counters.ts';
import type { QueueReading } from '../../../rehearsal/events/message-server.ts';
import type { Played, Properties } from '../../../rehearsal/plane.ts';

export const balancer = 'arn:aws:elasticloadbalancing:eu-central-1:000000000000:loadbalancer/app/shop/1';
export const group = 'arn:aws:elasticloadbalancing:eu-central-1:000000000000:targetgroup/catalog-blue/2';
export const ofGroup = { LoadBalancer: 'app/shop/1', TargetGroup: 'targetgroup/catalog-blue/2' };

/** A plane whose time passes when a test says so, with a balancer that has one target group. */
export class PlayedMetrics {
  readonly ofBalancer = new TrafficCounters();
  readonly ofGroup = new TrafficCounters();
  readonly said: string[] = [];
  readonly published: { readonly topic: string; readonly subject: string; readonly message: string }[] = [];
  readonly plane: CloudWatchPlane;
  health: readonly string[] = ['healthy'];
  services: readonly RunningService[] = [];
  queues: readonly QueueReading[] = [];
  caches: readonly CacheReading[] = [];
  now = Date.parse('2026-11-21T08:00:00Z');

  constructor(props: Partial<CloudWatchParts> = {}) {
    this.plane = createCloudWatchPlane({
      region: 'eu-central-1',
      speed: 60,
      traffic: {
        balancers: () => new Map([[balancer, this.ofBalancer.read()]]),
        targetGroups: () => new Map([[group, this.ofGroup.read()]]),
        balancerOf: () => balancer,
      },
      targets: {
        health: () =>
          this.health.map((state) => ({
            target: { address: '127.0.0.2', port: 80 },
            state: state as 'healthy' | 'unhealthy' | 'draining',
          })),
      },
      services: () => this.services,
      databases: () => [],
      caches: async () => this.caches,
      queues: { read: async () => this.queues },
      topics: {
        publish: async (topic, subject, message) => {
          if (topic.endsWith(':gone')) throw new Error('there is no such topic');
          this.published.push({ topic, subject, message });
        },
      },
      say: (sentence) => void this.said.push(sentence),
      now: () => this.now,
      startPulse: () => ({ stop: () => undefined }),
      ...props,
    });
  }

  /** So many seconds, each with so many requests, of which some are answered with 500. */
  async pass(seconds: number, { requests = 0, errors = 0, ms = 20 } = {}): Promise<void> {
    for (let second = 0; second < seconds; second += 1) {
      for (let request = 0; request < requests; request += 1) {
        for (const counters of [this.ofBalancer, this.ofGroup]) {
          counters.countRequest();
          counters.countTargetAnswer(request < errors ? 500 : 200, ms);
        }
      }
      this.now += 1000;
      await this.plane.beat(this.now);
    }
  }

  /** By the name under which CloudFormation would know it. */
  create(type: string, properties: Properties): Promise<Played> {
    return this.#type(type).create({ ...call(type), properties });
  }

  update(type: string, physicalId: string, properties: Properties): Promise<Played> {
    return this.#type(type).update({ ...call(type), physicalId, properties, oldProperties: {} });
  }

  delete(type: string, physicalId: string): Promise<void> {
    return this.#type(type).delete({ ...call(type), physicalId, properties: {} });
  }

  /** As the SDK would, without the way there. */
  ask(operation: string, input: Properties = {}): Promise<Record<string, unknown>> {
    const found = this.plane.apis[0]?.operations[operation];
    if (found === undefined) throw new Error(`${operation} is not played`);
    return Promise.resolve(found(input)) as Promise<Record<string, unknown>>;
  }

  /** The statistic of a metric over the last minutes, the newest first. */
  async values(namespace: string, name: string, dimensions: Readonly<Record<string, string>>, stat = 'Sum') {
    const Metric = {
      Namespace: namespace,
      MetricName: name,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    };
    const { MetricDataResults } = (await this.ask('GetMetricData', {
      MetricDataQueries: [{ Id: 'm', MetricStat: { Metric, Period: 60, Stat: stat } }],
      StartTime: new Date(this.now - 600_000),
      EndTime: new Date(this.now + 60_000),
    })) as { MetricDataResults: readonly { Values: readonly number[] }[] };
    return MetricDataResults[0]?.Values ?? [];
  }

  state(alarm: string): string {
    return this.plane.alarms.inAlarm([alarm]).length === 1 ? 'ALARM' : 'not';
  }

  #type(type: string) {
    const played = this.plane.types.find((one) => one.type === type);
    if (played === undefined) throw new Error(`nobody plays ${type}`);
    return played;
  }
}

function call(type: string) {
  return {
    stackName: 'dev-catalog',
    stackId: 'stack',
    logicalId: 'Alarm',
    type,
    progress: () => undefined,
  };
}

export const topic = 'arn:aws:sns:eu-central-1:000000000000:dev-pages';

/** Five percent of errors in two minutes on end, as the alarms of a target group are. */
export const errorAlarm = {
  AlarmName: 'dev/catalog/5xx-blue',
  AlarmDescription: 'catalog answers with server errors',
  AlarmActions: [topic],
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  EvaluationPeriods: 2,
  Threshold: 5,
  TreatMissingData: 'notBreaching',
  Metrics: [
    { Id: 'rate', Expression: '100 * errors / requests' },
    ...[
      ['requests', 'RequestCount'],
      ['errors', 'HTTPCode_Target_5XX_Count'],
    ].map(([Id, MetricName]) => ({
      Id,
      ReturnData: false,
      MetricStat: {
        Period: 60,
        Stat: 'Sum',
        Metric: {
          Namespace: 'AWS/ApplicationELB',
          MetricName,
          Dimensions: Object.entries(ofGroup).map(([Name, Value]) => ({ Name, Value })),
        },
      },
    })),
  ],
};

export const unhealthyAlarm = {
  AlarmName: 'dev/catalog/unhealthy-blue',
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  EvaluationPeriods: 2,
  Threshold: 1,
  TreatMissingData: 'notBreaching',
  Namespace: 'AWS/ApplicationELB',
  MetricName: 'UnHealthyHostCount',
  Dimensions: Object.entries(ofGroup).map(([Name, Value]) => ({ Name, Value })),
  Statistic: 'Maximum',
  Period: 60,
};
