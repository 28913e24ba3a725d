import { describe, expect, it } from '@jest/globals';
import { services } from '../../platform/services.ts';
import { stages } from '../../platform/stages.ts';
import { resourcesOf, synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();

type Attributes = readonly { readonly Key: string; readonly Value: unknown }[];
const byKey = (attributes: Attributes): Readonly<Record<string, unknown>> =>
  Object.fromEntries(attributes.map(({ Key, Value }) => [Key, Value]));

describe.each(stages)('every target group of $name', ({ name, edge }) => {
  const groups = resourcesOf(stacks, 'AWS::ElasticLoadBalancingV2::TargetGroup')
    .filter(({ stage }) => stage === name)
    .map(({ address, properties }) => ({ address, ...byKey(properties.TargetGroupAttributes) }));

  it('says itself that it balances over zones, whatever its balancer says', () => {
    expect(groups).toHaveLength(2 * services.length);
    expect(
      groups.filter((group) => !('load_balancing.cross_zone.enabled' in group)).map(({ address }) => address),
    ).toEqual([]);
    for (const group of groups) expect(group).toMatchObject({ 'load_balancing.cross_zone.enabled': 'true' });
  });

  it('says when it has too few healthy tasks: for DNS no later than for its requests', () => {
    const least = (group: object, action: string): number =>
      Number(
        new Map(Object.entries(group)).get(`target_group_health.${action}.minimum_healthy_targets.count`),
      );
    for (const group of groups) {
      expect(least(group, 'unhealthy_state_routing')).toBeGreaterThan(0);
      expect(least(group, 'dns_failover')).toBeGreaterThanOrEqual(least(group, 'unhealthy_state_routing'));
    }
  });

  it('chooses tasks as its stage says; what mitigates anomalies goes with no other choice, and with no slow start', () => {
    const expected =
      edge.balancing === 'anomaly-mitigation'
        ? {
            'load_balancing.algorithm.type': 'weighted_random',
            'load_balancing.algorithm.anomaly_mitigation': 'on',
          }
        : { 'load_balancing.algorithm.type': 'least_outstanding_requests' };
    for (const group of groups) {
      const chosen = Object.fromEntries(
        Object.entries(group).filter(([key]) => /algorithm|slow_start/.test(key)),
      );
      expect(chosen).toEqual(expected);
    }
  });
});

describe.each(stages)('both load balancers of $name', ({ name, protectsData }) => {
  const balancers = resourcesOf(stacks, 'AWS::ElasticLoadBalancingV2::LoadBalancer')
    .filter(({ stage }) => stage === name)
    .map(({ properties }) => byKey(properties.LoadBalancerAttributes));

  it(`${protectsData ? 'cannot' : 'can'} be deleted by mistake`, () => {
    expect(balancers.map((balancer) => balancer['deletion_protection.enabled'])).toEqual([
      String(protectsData),
      String(protectsData),
    ]);
  });

  it('can leave a zone that is ill', () => {
    expect(balancers.map((balancer) => balancer['zonal_shift.config.enabled'])).toEqual(['true', 'true']);
  });
});
