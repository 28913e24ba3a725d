import { byRequests, type Charge, during } from '../charge.ts';
import type { Priced, Pricers } from '../pricer.ts';
import { hoursOfMonth } from '../prices/prices.ts';
import { listAt, numberAt, recordsAt, textAt } from '../property.ts';
import type { Properties, Resource } from '../stack.ts';
import { gbOfMillion, million, traffic } from '../traffic.ts';
import { ownMetricsOf } from './own-metrics.ts';
import { taskOf, vcpusOf } from './task-of.ts';

/** Included in the price of a task. */
const includedStorageGb = 20;

export const taskPricers: Pricers = {
  'AWS::ECS::Service': (priced) => {
    const task = taskOf(priced.resource, priced.estate);
    const tasks = priced.estate.tasksOf(priced.resource);
    const many = Math.max(1, Math.round(tasks.awake));
    const hourly = hourlyOf(task, priced, many);
    return [
      during(
        { group: 'tasks', what: `${words(tasks.awake)} of ${hourly.what}` },
        hourly.usd * hoursOfMonth,
        tasks,
      ),
      ...byScaling(priced, hourly.usd),
      ...linesOfRequests(priced),
      ...tracesOfRequests(task, priced),
      ...ownMetricsOf(task, priced, tasks),
    ];
  },
};

function words(count: number): string {
  return Number.isInteger(count) ? String(count) : count.toFixed(1);
}

function hourlyOf(
  task: Resource,
  priced: Priced,
  many: number,
): { readonly usd: number; readonly what: string } {
  const { properties } = task;
  const { prices } = priced;
  const vcpu = vcpusOf(task);
  const gb = (numberAt(properties, 'Memory') ?? 0) / 1024;
  const arm = textAt(properties, 'RuntimePlatform.CpuArchitecture') === 'ARM64';
  const processor = arm ? 'arm64' : 'x86';
  const spot = spotShare(priced, many);
  const of = (kind: string) =>
    vcpu * prices.of(`fargate.${kind}.vcpu`) + gb * prices.of(`fargate.${kind}.gb`);
  const extraGb =
    (numberAt(properties, 'EphemeralStorage.SizeInGiB') ?? includedStorageGb) - includedStorageGb;
  const storage = extraGb <= 0 ? 0 : extraGb * prices.of('fargate.storage');
  const usd =
    (spot === 1 ? 0 : (1 - spot) * of(processor)) +
    (spot === 0 ? 0 : spot * of(`${processor}.spot`)) +
    storage;
  const where = spot === 0 ? '' : spot === 1 ? ', on Spot' : `, ${Math.round(100 * spot)} % on Spot`;
  return { usd, what: `${vcpu} vCPU and ${gb} GB, ${processor}${where}` };
}

/** Which part of so many tasks is on Spot. A release by CodeDeploy names the providers of its tasks itself. */
function spotShare({ resource, estate }: Priced, many: number): number {
  const name = textAt(resource.properties, 'ServiceName');
  const release = estate
    .beside(resource, 'Custom::Release')
    .find(({ properties }) => textAt(properties, 'Service') === name);
  const released = recordsAt(release?.properties ?? {}, 'CapacityProviders');
  const providers =
    released.length > 0 ? released : recordsAt(resource.properties, 'CapacityProviderStrategy');
  const based = providers.reduce((sum, each) => sum + base(each), 0);
  const weights = providers.reduce((sum, each) => sum + weight(each), 0);
  const rest = Math.max(0, many - based);
  const spot = providers
    .filter((each) => textAt(each, 'CapacityProvider') === 'FARGATE_SPOT')
    .reduce((sum, each) => sum + base(each) + (weights === 0 ? 0 : (rest * weight(each)) / weights), 0);
  return Math.min(1, spot / Math.max(many, based));
}

function base(provider: Properties): number {
  return numberAt(provider, 'Base') ?? 0;
}

function weight(provider: Properties): number {
  return numberAt(provider, 'Weight') ?? 0;
}

/** Requests beyond what the least number of tasks serves take more of them, in proportion to scaling's target. */
function byScaling({ resource, estate }: Priced, hourly: number): readonly Charge[] {
  const perMinute = estate
    .beside(resource, 'AWS::ApplicationAutoScaling::ScalingPolicy')
    .filter(
      ({ properties }) =>
        listAt(properties, 'TargetTrackingScalingPolicyConfiguration.CustomizedMetricSpecification.Metrics')
          .length > 0 && JSON.stringify(properties).includes('RequestCountPerTarget'),
    )
    .map(({ properties }) => numberAt(properties, 'TargetTrackingScalingPolicyConfiguration.TargetValue'))
    .find((target) => target !== undefined);
  if (perMinute === undefined) return [];
  const share = isPublic(resource, estate) ? 1 : traffic.internalCalls / internalServices(estate);
  const perMillion = (million / (perMinute * 60)) * hourly * share;
  return [
    byRequests(
      { group: 'tasks', what: `more tasks, one for each ${perMinute} requests a minute` },
      perMillion,
    ),
  ];
}

/** Every request comes in at the public service, so the lines of all services that it costs are counted there. */
function linesOfRequests({ resource, estate, prices }: Priced): readonly Charge[] {
  if (!isPublic(resource, estate)) return [];
  const what = `${traffic.serviceLogKb} kB of lines for each request, of all services`;
  return [
    byRequests({ group: 'logs', what }, gbOfMillion(traffic.serviceLogKb) * prices.of('logs.ingested')),
  ];
}

/** A trace is billed once, however many services it passes; it begins at the public one. */
function tracesOfRequests(task: Resource, { resource, estate, prices }: Priced): readonly Charge[] {
  const hasAgent = recordsAt(task.properties, 'ContainerDefinitions').some((container) =>
    JSON.stringify(container).includes('awsxray'),
  );
  if (!hasAgent || !isPublic(resource, estate)) return [];
  const what = `traces of ${Math.round(100 * traffic.traced)} % of requests`;
  return [byRequests({ group: 'traces', what }, traffic.traced * prices.of('traces.recorded'))];
}

/** The one service whose stack opens its rule on the public balancer. */
function isPublic(service: Resource, estate: Priced['estate']): boolean {
  return estate
    .beside(service, 'Custom::TrafficRule', 'AWS::ElasticLoadBalancingV2::ListenerRule')
    .some((rule) => /Public/i.test(JSON.stringify(rule.properties.ListenerArn ?? '')));
}

function internalServices(estate: Priced['estate']): number {
  const services = estate.ofType('AWS::ECS::Service');
  return Math.max(1, services.filter((service) => !isPublic(service, estate)).length);
}
