import { describe, expect, it } from '@jest/globals';
import { App, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { DataStack } from '../../../lib/data/data-stack.ts';
import { NetworkStack } from '../../../lib/network/network-stack.ts';
import { services } from '../../../platform/services.ts';
import { dev, staging } from '../../../platform/stages.ts';

function dataIn(app: App, stage = dev): DataStack {
  const network = new NetworkStack(app, 'network', { stage });
  return new DataStack(app, 'data', { stage, network, services });
}

interface MadeAfter {
  readonly Type: string;
  readonly DependsOn?: readonly string[];
}

/** While it is made nothing is measured of it, which would be taken for an outage. */
describe.each([
  ['cache', 'AWS::ElastiCache::ReplicationGroup'],
  ['database', 'AWS::RDS::DBInstance'],
])('an alarm on the %s', (part, type) => {
  it('is made when that is there', () => {
    const app = new App();
    const data = dataIn(app, staging);
    const resources: Readonly<Record<string, MadeAfter>> = app.synth().getStackArtifact(data.artifactId)
      .template.Resources;
    const all = Object.entries(resources);
    const servers = all.filter(([, resource]) => resource.Type === type).map(([id]) => id);
    const alarms = all.filter(
      ([id, resource]) => resource.Type === 'AWS::CloudWatch::Alarm' && id.toLowerCase().startsWith(part),
    );
    expect(alarms.length).toBeGreaterThan(3);
    expect(alarms.filter(([, { DependsOn = [] }]) => !servers.some((id) => DependsOn.includes(id)))).toEqual(
      [],
    );
  });
});

describe('the password of a cache user', () => {
  it('can be granted to a role of another stack, which changes nothing in this one', () => {
    const [alone, read] = [new App(), new App()].map((app) => ({ app, data: dataIn(app) }));
    if (alone === undefined || read === undefined) throw new Error('two apps make two stacks');
    const service = new Stack(read.app, 'service', { env: { region: dev.region } });
    const role = new Role(service, 'Role', { assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com') });
    read.data.cacheUserOf('catalog').password.grantRead(role);

    const resourcesOf = ({ app, data }: typeof read): unknown =>
      app.synth().getStackArtifact(data.artifactId).template.Resources;
    expect(resourcesOf(read)).toEqual(resourcesOf(alone));
    expect(service.dependencies).toEqual([read.data]);
  });

  it('is asked for in vain where a service needs no cache', () => {
    expect(() => dataIn(new App()).cacheUserOf('payments')).toThrow(
      /^service 'payments' has no user in the cache of dev, those that have: gateway, catalog, .*; set needs.cache in its definition$/,
    );
  });
});
