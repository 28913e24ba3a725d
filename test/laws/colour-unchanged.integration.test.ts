import { describe, expect, it } from '@jest/globals';
import { additionsBetween, changesBetween } from '../../pipeline/guards/changes-between.ts';
import type { Template } from '../../pipeline/guards/resource-change.ts';
import { movedTraffic } from '../../pipeline/guards/traffic-changes.ts';
import type { ServiceDefinition } from '../../platform/service-definition.ts';
import type { ReleaseSettings } from '../../platform/stage/release.ts';
import { dev, type StageDefinition } from '../../platform/stages.ts';
import { catalog } from '../../services/catalog/service.ts';
import { smallShop, synthesis } from '../lib/synthesis.ts';

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

interface Shop {
  readonly stage: StageDefinition;
  readonly services: readonly ServiceDefinition[];
  readonly tag: string;
}

/** What somebody may do to a stage or its services on any day. */
const changes: Readonly<Record<string, (shop: Shop) => Partial<Shop>>> = {
  'a new image': () => ({ tag: 'two' }),
  'more tasks, and bigger ones': ({ stage }) => ({
    stage: {
      ...stage,
      tasks: { min: 2, max: 9 },
      taskSizes: { catalog: { cpu: 1024, memoryMiB: 2048 } },
    },
  }),
  'another zone, and another capacity': ({ stage }) => ({
    stage: { ...stage, zones: [...stage.zones, `${stage.region}c`], capacity: 'on-demand' },
  }),
  'other steps, and a longer bake time': ({ stage }) => {
    const steps = { kind: 'linear', percent: 25, everyMinutes: 3 } as const;
    return { stage: { ...stage, release: { ...stage.release, steps, keepOldMinutes: 9 } } };
  },
  'a service before the others, whose rules all move': ({ services }) => ({
    services: [{ ...catalog, name: 'assets', needs: { ...catalog.needs, database: false } }, ...services],
  }),
};

function askedElsewhere(shop: Shop): Shop {
  const services = shop.services.map((service) =>
    service.name === 'catalog' ? { ...service, healthPath: '/health/live' } : service,
  );
  return { ...shop, services };
}

/** All of them at once: what one of them moves, no other one moves back. */
function everything(shop: Shop): Shop {
  let changed = shop;
  for (const change of Object.values(changes)) changed = { ...changed, ...change(changed) };
  return changed;
}

const strategies: readonly ReleaseSettings['strategy'][] = ['codedeploy', 'ecs-native'];

/** Listeners, rules, and the target groups and services they are about, as far as a change of them moves traffic. */
function trafficOf(templates: ReadonlyMap<string, string>): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>();
  for (const [stack, text] of templates) {
    const resources: Readonly<Record<string, Resource>> = JSON.parse(text).Resources;
    for (const [id, { Type, Properties }] of Object.entries(resources)) {
      const moving = movingIn(Type, Properties);
      if (moving !== undefined) found.set(`${stack}/${id}`, moving);
    }
  }
  return found;
}

function movingIn(type: string, properties: Resource['Properties']): unknown {
  const only = (...names: readonly string[]) => names.map((name) => properties[name]);
  switch (type) {
    case 'AWS::ElasticLoadBalancingV2::Listener':
      return only('DefaultActions', 'Port', 'Protocol', 'LoadBalancerArn');
    case 'AWS::ElasticLoadBalancingV2::ListenerRule':
      return properties;
    // Another one of these makes a new rule, or a new group, and then the old colours are gone.
    case 'Custom::TrafficRule':
      return only('ServiceToken', 'ListenerArn', 'BlueTargetGroupArn', 'GreenTargetGroupArn');
    case 'AWS::ElasticLoadBalancingV2::TargetGroup':
      return [
        ...only('Name', 'Port', 'Protocol', 'ProtocolVersion', 'TargetType', 'VpcId'),
        ...only('HealthCheckPath', 'HealthCheckPort', 'HealthCheckProtocol', 'Matcher'),
      ];
    case 'AWS::CodeDeploy::DeploymentGroup':
      return only('ApplicationName', 'DeploymentGroupName', 'ECSServices', 'LoadBalancerInfo');
    case 'AWS::ECS::Service':
      return only('ServiceName', 'Cluster', 'DeploymentController', 'LoadBalancers');
    default:
      return undefined;
  }
}

function templatesIn({ stage, services, tag }: Shop): ReadonlyMap<string, string> {
  const imageTagOf = (service: string) => (service === 'catalog' ? tag : 'one');
  return synthesis({ stages: [stage], services, imageTagOf });
}

function parsed(templates: ReadonlyMap<string, string>): ReadonlyMap<string, Template> {
  return new Map([...templates].map(([stack, text]) => [stack, JSON.parse(text)]));
}

function movedBetween(before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>) {
  return [...before].filter(
    ([address, moving]) => JSON.stringify(after.get(address)) !== JSON.stringify(moving),
  );
}

describe.each(strategies)('the colour that serves, where %s moves the traffic', (strategy) => {
  const stage: StageDefinition = { ...dev, release: { ...dev.release, strategy } };
  const shop: Shop = { stage, services: smallShop, tag: 'one' };
  const templates = templatesIn(shop);
  const before = trafficOf(templates);

  it('stands in two rules, two target groups and a service for each of the services', () => {
    const ofCatalog = [...before.keys()].filter((address) => address.startsWith('dev-catalog/'));
    expect(ofCatalog.length).toBeGreaterThanOrEqual(5);
  });

  it(`is moved by no stack that brings ${Object.keys(changes).join('; ')}`, () => {
    const next = templatesIn(everything(shop));
    expect(movedBetween(before, trafficOf(next))).toEqual([]);
    const synthesized = [parsed(templates), parsed(next)] as const;
    const changes = [...changesBetween(...synthesized), ...additionsBetween(...synthesized)];
    expect(changes.length).toBeGreaterThan(20);
    expect(movedTraffic(changes)).toEqual([]);
  });

  it('is judged by a new path of the health check at once, in both groups, so the guard refuses it', () => {
    const next = templatesIn(askedElsewhere(shop));
    const refused = movedTraffic(changesBetween(parsed(templates), parsed(next)));
    expect(refused.map(({ address, property }) => [address.split('/')[0], property])).toEqual([
      ['dev-catalog', 'HealthCheckPath'],
      ['dev-catalog', 'HealthCheckPath'],
    ]);
  });
});
