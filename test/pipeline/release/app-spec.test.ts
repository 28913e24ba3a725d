import { describe, expect, it } from '@jest/globals';
import { appSpecOf } from '../../../pipeline/release/app-spec.ts';
import { releaseOrderOf } from '../../../pipeline/release/release-order.ts';
import { properties, ReleaseScene, revision } from './release-scene.ts';

const event = new ReleaseScene().update(7, 8);

describe('the AppSpec of a release', () => {
  it('carries all that may change after the service is created', () => {
    expect(JSON.parse(appSpecOf(releaseOrderOf(event)))).toEqual({
      version: '0.0',
      Resources: [
        {
          TargetService: {
            Type: 'AWS::ECS::Service',
            Properties: {
              TaskDefinition: revision(8),
              LoadBalancerInfo: { ContainerName: 'catalog', ContainerPort: 3001 },
              NetworkConfiguration: {
                AwsvpcConfiguration: {
                  Subnets: ['subnet-1', 'subnet-2'],
                  SecurityGroups: ['sg-1'],
                  AssignPublicIp: 'DISABLED',
                },
              },
              CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOT', Weight: 1, Base: 0 }],
            },
          },
        },
      ],
      Hooks: [{ AfterAllowTestTraffic: 'CodeDeployHook_dev_catalog' }],
    });
  });

  it('leaves out what the release does not name', () => {
    const { AfterAllowTestTraffic: _hook, ...rest } = properties;
    const bare = {
      ...event,
      ResourceProperties: { ...rest, CapacityProviders: [], TaskDefinition: revision(8) },
    };
    const { Hooks, Resources } = JSON.parse(appSpecOf(releaseOrderOf(bare)));
    expect(Hooks).toBeUndefined();
    expect(Resources[0].TargetService.Properties).not.toHaveProperty('CapacityProviderStrategy');
  });

  it.each([
    ['Port', 'web', 'Release: property Port is "web", it must be a whole number'],
    ['Subnets', [], 'Release: property Subnets is [], it must be a list of at least one text'],
    ['Cluster', undefined, 'Release: property Cluster is missing, it must be a text'],
    ['CapacityProviders', ['FARGATE'], 'it must be a list of objects'],
    ['CapacityProviders', [{ CapacityProvider: 'X', Weight: '-1' }], 'CapacityProviders[0]: property Weight'],
  ])('refuses %s %j with its name', (name, value, sentence) => {
    const wrong = { ...event, ResourceProperties: { ...event.ResourceProperties, [name]: value } };
    expect(() => releaseOrderOf(wrong)).toThrow(sentence);
  });
});
