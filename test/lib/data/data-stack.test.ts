import { describe, expect, it } from '@jest/globals';
import { App, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { DataStack } from '../../../lib/data/data-stack.ts';
import { NetworkStack } from '../../../lib/network/network-stack.ts';
import { services } from '../../../platform/services.ts';
import { dev } from '../../../platform/stages.ts';

function dataIn(app: App): DataStack {
  const network = new NetworkStack(app, 'network', { stage: dev });
  return new DataStack(app, 'data', { stage: dev, network, services });
}

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
