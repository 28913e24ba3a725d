import { describe, expect, it } from '@jest/globals';
import { services } from '../../platform/services.ts';
import { stages } from '../../platform/stages.ts';
import { resourcesOf, stackOf, synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();
const listeners = resourcesOf(stacks, 'AWS::ElasticLoadBalancingV2::Listener');

describe('listeners', () => {
  it('answer 404 by default, every one: a default action would reset traffic that a release has moved', () => {
    expect(listeners.length).toBeGreaterThan(0);
    for (const { properties } of listeners) {
      expect(properties.DefaultActions).toEqual([
        { Type: 'fixed-response', FixedResponseConfig: expect.objectContaining({ StatusCode: '404' }) },
      ]);
    }
  });

  it.each(stages.filter(({ domain }) => !('none' in domain)))(
    'of $name speak TLS 1.2 or later, but for the one that sends on to it',
    ({ name }) => {
      const own = listeners.filter(({ stage }) => stage === name);
      const plain = own.filter(({ properties }) => properties.Protocol === 'HTTP');
      expect(own).toHaveLength(5);
      expect(plain.map(({ properties }) => properties.Port)).toEqual([80]);
      for (const { properties } of own.filter((listener) => !plain.includes(listener))) {
        expect(properties).toMatchObject({
          Protocol: 'HTTPS',
          SslPolicy: expect.stringMatching(/TLS13-1-[23]/),
          Certificates: [{ CertificateArn: expect.anything() }],
        });
      }
      const rules = resourcesOf(stacks, 'AWS::ElasticLoadBalancingV2::ListenerRule').filter(
        ({ stage }) => stage === name,
      );
      expect(rules.map(({ properties }) => properties)).toEqual([
        expect.objectContaining({
          ListenerArn: { Ref: plain[0]?.id },
          Actions: [
            {
              Type: 'redirect',
              RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' },
            },
          ],
        }),
      ]);
    },
  );

  it('are on the ports the platform agreed on', () => {
    const portsOf = (name: string): readonly number[] =>
      listeners.filter(({ stage }) => stage === name).map(({ properties }) => properties.Port);
    expect([...portsOf('dev')].sort()).toEqual([80, 8080, 9080, 9080]);
    expect([...portsOf('prod')].sort()).toEqual([443, 80, 8443, 9443, 9443]);
  });

  it('get no rule from CloudFormation that forwards', () => {
    const rules = resourcesOf(stacks, 'AWS::ElasticLoadBalancingV2::ListenerRule');
    const actions = rules.flatMap(({ properties }) =>
      properties.Actions.map(({ Type }: { Type: string }) => Type),
    );
    expect([...new Set(actions)]).toEqual(['redirect']);
  });
});

describe.each(stages)('the load balancers of $name', ({ name, zones }) => {
  const { resources } = stackOf(stacks, name, 'edge');
  const balancers = resources.filter(({ type }) => type === 'AWS::ElasticLoadBalancingV2::LoadBalancer');

  it('are two, in every zone: one for the world and one for services', () => {
    expect(balancers.map(({ properties }) => properties.Scheme).sort()).toEqual([
      'internal',
      'internet-facing',
    ]);
    for (const { properties } of balancers) expect(properties.Subnets).toHaveLength(zones.length);
  });

  it('drop headers that are none', () => {
    for (const { properties } of balancers) {
      expect(properties.LoadBalancerAttributes).toContainEqual({
        Key: 'routing.http.drop_invalid_header_fields.enabled',
        Value: 'true',
      });
    }
  });

  it('have a private name for each internal service', () => {
    const [zone] = resources.filter(({ type }) => type === 'AWS::Route53::HostedZone');
    const records = resources.filter(
      ({ type, properties }) =>
        type === 'AWS::Route53::RecordSet' && properties.HostedZoneId.Ref === zone?.id,
    );
    expect(records.map(({ properties }) => properties.Name)).toEqual(
      services
        .filter(({ route }) => route === 'internal')
        .map((service) => `${service.name}.${zone?.properties.Name}`),
    );
  });
});
