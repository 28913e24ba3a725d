import type { SynthesizedResource, SynthesizedStack } from '../synthesized.ts';
import { kitMetrics } from './kit-metrics.ts';
import * as measured from './metrics-of-types.ts';
import { type TextOf, textsOf } from './references.ts';

export interface EmittedMetric {
  readonly namespace: string;
  readonly name: string;
  /** An undefined value is whatever there is: the version of a service. */
  readonly dimensions: Readonly<Record<string, string | undefined>>;
}

interface Place {
  readonly resource: SynthesizedResource;
  readonly textOf: (value: unknown) => string;
  readonly stage: readonly SynthesizedResource[];
  readonly text: TextOf;
}

type Emitter = (place: Place) => readonly EmittedMetric[];

/** Whether a metric is one that something of these stacks, or the kit, tells; a dimension without a value is any. */
export function emittedBy(stacks: readonly SynthesizedStack[]): (metric: EmittedMetric) => boolean {
  const text = textsOf(stacks);
  const known = new Map<string, EmittedMetric[]>();
  for (const stage of new Set(stacks.map((stack) => stack.stage))) {
    const resources = stacks.filter((stack) => stack.stage === stage).flatMap((stack) => stack.resources);
    for (const resource of resources) {
      const textOf = (value: unknown) => text(value, resource.stack);
      for (const metric of emitters[resource.type]?.({ resource, textOf, stage: resources, text }) ?? []) {
        const key = `${metric.namespace} ${metric.name}`;
        known.set(key, [...(known.get(key) ?? []), metric]);
      }
    }
  }
  return ({ namespace, name, dimensions }) =>
    (known.get(`${namespace} ${name}`) ?? []).some((emitted) => areSame(emitted.dimensions, dimensions));
}

function areSame(emitted: EmittedMetric['dimensions'], asked: EmittedMetric['dimensions']): boolean {
  const names = Object.keys(emitted);
  return (
    names.length === Object.keys(asked).length &&
    names.every(
      (name) =>
        name in asked &&
        (emitted[name] === undefined || asked[name] === undefined || emitted[name] === asked[name]),
    )
  );
}

function of(
  namespace: string,
  names: readonly string[],
  ...dimensions: readonly EmittedMetric['dimensions'][]
): readonly EmittedMetric[] {
  return names.flatMap((name) => dimensions.map((each) => ({ namespace, name, dimensions: each })));
}

/** The balancer that a service's rule is on. */
function balancerOfRule({ stage, text }: Place, rule: SynthesizedResource): string {
  const address = text(rule.properties.ListenerArn, rule.stack);
  const listener = stage.find((one) => `${one.stack}/${one.id}` === address);
  const balancer = listener === undefined ? '' : text(listener.properties.LoadBalancerArn, listener.stack);
  return `${balancer}.LoadBalancerFullName`;
}

const emitters: Readonly<Record<string, Emitter>> = {
  'AWS::ElasticLoadBalancingV2::LoadBalancer': ({ resource }) =>
    of('AWS/ApplicationELB', measured.balancerMetrics, {
      LoadBalancer: `${resource.stack}/${resource.id}.LoadBalancerFullName`,
    }),
  // A target group is measured by the balancer whose rules name it.
  'Custom::TrafficRule': (place) => {
    const { resource, textOf } = place;
    const LoadBalancer = balancerOfRule(place, resource);
    return ['BlueTargetGroupArn', 'GreenTargetGroupArn'].flatMap((colour) => {
      const group = textOf(resource.properties[colour]).replace(/\.TargetGroupArn$/, '');
      const TargetGroup = `${group}.TargetGroupFullName`;
      return [
        ...of('AWS/ApplicationELB', measured.targetGroupMetrics, { LoadBalancer, TargetGroup }),
        ...of('AWS/ApplicationELB', ['RequestCountPerTarget'], { TargetGroup }),
      ];
    });
  },
  'AWS::ECS::Cluster': ({ resource, textOf }) =>
    hasInsights(resource)
      ? of('ECS/ContainerInsights', measured.insightsOfCluster, {
          ClusterName: textOf(resource.properties.ClusterName),
        })
      : [],
  'AWS::ECS::Service': ({ resource, textOf, stage }) => {
    const ClusterName = textOf(resource.properties.Cluster);
    const dimensions = { ClusterName, ServiceName: textOf(resource.properties.ServiceName) };
    return [
      ...of('AWS/ECS', measured.ecsMetrics, dimensions),
      ...(stage.some((one) => one.type === 'AWS::ECS::Cluster' && hasInsights(one))
        ? of('ECS/ContainerInsights', measured.insightsOfService, dimensions)
        : []),
    ];
  },
  'AWS::ECS::TaskDefinition': ownMetricsOf,
  'AWS::SQS::Queue': ({ resource, textOf }) =>
    of('AWS/SQS', measured.queueMetrics, { QueueName: textOf(resource.properties.QueueName) }),
  'AWS::SNS::Topic': ({ resource, textOf }) =>
    of('AWS/SNS', measured.topicMetrics, { TopicName: textOf(resource.properties.TopicName) }),
  'AWS::RDS::DBInstance': ({ resource: { properties }, textOf }) =>
    of(
      'AWS/RDS',
      [
        ...measured.databaseMetrics,
        ...(String(properties.DBInstanceClass).startsWith('db.t') ? measured.creditMetrics : []),
        ...(properties.EnablePerformanceInsights === true ? measured.loadMetrics : []),
        ...('SourceDBInstanceIdentifier' in properties ? ['ReplicaLag'] : []),
      ],
      { DBInstanceIdentifier: textOf(properties.DBInstanceIdentifier) },
    ),
  'AWS::ElastiCache::ReplicationGroup': ({ resource: { properties }, textOf }) => {
    const group = textOf(properties.ReplicationGroupId);
    const nodes = Array.from({ length: Number(properties.NumCacheClusters ?? 1) }, (_, index) => ({
      CacheClusterId: `${group}-${String(index + 1).padStart(3, '0')}`,
    }));
    return nodes.flatMap((node) =>
      of('AWS/ElastiCache', measured.cacheMetrics, node, { ...node, CacheNodeId: '0001' }),
    );
  },
  'AWS::Events::Rule': ({ resource, textOf }) =>
    of('AWS/Events', measured.ruleMetrics, { RuleName: textOf({ Ref: resource.id }) }),
  'AWS::Lambda::Function': ({ resource, textOf }) =>
    of('AWS/Lambda', measured.functionMetrics, { FunctionName: textOf({ Ref: resource.id }) }),
  'AWS::CertificateManager::Certificate': ({ resource, textOf }) =>
    of('AWS/CertificateManager', measured.certificateMetrics, {
      CertificateArn: textOf({ Ref: resource.id }),
    }),
  'AWS::Synthetics::Canary': ({ resource, textOf }) =>
    of('CloudWatchSynthetics', measured.canaryMetrics, { CanaryName: textOf(resource.properties.Name) }),
  'AWS::KinesisFirehose::DeliveryStream': ({ resource, textOf }) =>
    of('AWS/Firehose', measured.streamMetrics, {
      DeliveryStreamName: textOf(resource.properties.DeliveryStreamName),
    }),
  'AWS::WAFv2::WebACL': ({ resource, textOf }) =>
    of('AWS/WAFV2', measured.firewallMetrics, {
      WebACL: textOf(resource.properties.VisibilityConfig.MetricName),
      Region: undefined,
      Rule: undefined,
    }),
};

function hasInsights({ properties }: SynthesizedResource): boolean {
  const settings: readonly { readonly Name: string; readonly Value: string }[] =
    properties.ClusterSettings ?? [];
  return settings.some(({ Name, Value }) => Name === 'containerInsights' && Value !== 'disabled');
}

/** What a service writes into its log for CloudWatch to make metrics of, where its stage wants them. */
function ownMetricsOf({ resource, textOf }: Place): readonly EmittedMetric[] {
  const containers: readonly { readonly Name: string; readonly Environment?: readonly Variable[] }[] =
    resource.properties.ContainerDefinitions;
  const variables = new Map(
    containers.flatMap(({ Environment = [] }) => Environment.map(({ Name, Value }) => [Name, textOf(Value)])),
  );
  const service = variables.get('SERVICE_NAME');
  const stage = variables.get('STAGE');
  // Tasks that migrate or seed measure nothing.
  if (service === undefined || variables.get('METRICS') !== 'recorded') return [];
  const namespace = `Shoal/${stage}`;
  const { ofService, ofVersion, ofUpstream } = kitMetrics;
  return [
    ...of(namespace, ofService, { service }),
    ...of(namespace, ofVersion, { service, version: undefined }),
    ...of(namespace, ofUpstream, { service, upstream: undefined }),
  ];
}

interface Variable {
  readonly Name: string;
  readonly Value: unknown;
}
