import type { ReleaseOrder } from './release-order.ts';

/**
 * The specification of a deployment, as CodeDeploy reads it. All that may change after the service is created
 * travels here, because the service itself is frozen.
 */
export function appSpecOf(order: ReleaseOrder): string {
  return JSON.stringify({
    version: '0.0',
    Resources: [
      {
        TargetService: {
          Type: 'AWS::ECS::Service',
          Properties: {
            TaskDefinition: order.taskDefinition,
            LoadBalancerInfo: { ContainerName: order.name, ContainerPort: order.port },
            NetworkConfiguration: {
              AwsvpcConfiguration: {
                Subnets: order.subnets,
                SecurityGroups: order.securityGroups,
                AssignPublicIp: 'DISABLED',
              },
            },
            ...capacityOf(order),
          },
        },
      },
    ],
    ...(order.hook === undefined ? {} : { Hooks: [{ AfterAllowTestTraffic: order.hook }] }),
  });
}

/** Without any, the tasks run where the service was created to run them. */
function capacityOf({ capacityProviders }: ReleaseOrder): object {
  if (capacityProviders.length === 0) return {};
  return {
    CapacityProviderStrategy: capacityProviders.map(({ capacityProvider, weight, base }) => ({
      CapacityProvider: capacityProvider,
      Weight: weight,
      Base: base,
    })),
  };
}
