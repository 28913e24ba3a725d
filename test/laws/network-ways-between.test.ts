import { describe, expect, it } from '@jest/globals';
import { services } from '../../platform/services.ts';
import { stages } from '../../platform/stages.ts';
import { resourcesOf, type SynthesizedResource, synthesized } from '../support/synthesized.ts';
import { reachedBy } from '../support/ways-of-services.ts';

const stacks = await synthesized();
const ingress = resourcesOf(stacks, 'AWS::EC2::SecurityGroupIngress');

/** Rules that open one of the stage's own groups, whichever stack they stand in, as `<stack>/<who is let in>`. */
function admittedTo(stage: string, group: RegExp, { port }: { readonly port?: readonly number[] } = {}) {
  return ingress
    .filter((rule) => rule.stage === stage && group.test(JSON.stringify(rule.properties.GroupId)))
    .filter(({ properties }) => port === undefined || port.includes(properties.FromPort))
    .map((rule) => `${rule.stack}/${sourceOf(rule)}`)
    .sort();
}

function sourceOf({ properties }: SynthesizedResource): string {
  const [source = 'an address'] = properties.SourceSecurityGroupId?.['Fn::GetAtt'] ?? [];
  return source.replace(/[0-9A-F]{8}$/, '');
}

describe('a security group', () => {
  it('says its ways out: EC2 opens one without any to everywhere', () => {
    const groups = resourcesOf(stacks, 'AWS::EC2::SecurityGroup');
    expect(groups.length).toBeGreaterThan(10);
    const silent = groups.filter(({ properties }) => (properties.SecurityGroupEgress ?? []).length === 0);
    expect(silent.map(({ address }) => address)).toEqual([]);
  });

  it('lets everything out only where it forwards for the whole network', () => {
    const open = resourcesOf(stacks, 'AWS::EC2::SecurityGroup')
      .filter(({ properties }) =>
        JSON.stringify(properties.SecurityGroupEgress).includes('"IpProtocol":"-1"'),
      )
      .map(({ address }) => address.replace(/[0-9A-F]{8}$/, ''));
    expect(open.sort()).toEqual(
      stages
        .filter(({ nat }) => nat === 'instance')
        .map(({ name }) => `${name}-network/VpcNatSecurityGroup`)
        .sort(),
    );
  });
});

describe.each(stages)('in $name', ({ name }) => {
  const tasksThat = (need: 'database' | 'cache'): readonly string[] =>
    services.filter(({ needs }) => needs[need]).map((service) => `${name}-${service.name}/TaskGroup`);

  it('the database admits the tasks of services that need it, and the function that makes tenants', () => {
    expect(admittedTo(name, /DatabaseSecurityGroup/)).toEqual(
      [...tasksThat('database'), `${name}-data/TenantsSecurityGroup`].sort(),
    );
  });

  it('the cache admits the tasks of services that need it', () => {
    expect(admittedTo(name, /CacheSecurityGroup/)).toEqual([...tasksThat('cache')].sort());
  });

  it('the internal load balancer admits the tasks of services that call others or read token keys', () => {
    const callers = services
      .filter((service) => reachedBy(service).length > 0)
      .map((service) => `${name}-${service.name}/TaskGroup`);
    expect(admittedTo(name, /InternalSecurityGroup/, { port: [8080, 8443] })).toEqual(callers.sort());
  });

  it('its test listener admits the release hooks of the services behind it', () => {
    const hooks = services
      .filter(({ route }) => route === 'internal')
      .map((service) => `${name}-${service.name}/ReleaseHookSecurityGroup`);
    expect(admittedTo(name, /InternalSecurityGroup/, { port: [9080, 9443] })).toEqual(hooks.sort());
  });
});
