import type { Placement } from './placement.ts';
import type { ReleaseOrder } from './release-order.ts';

/**
 * The specification of a deployment, as CodeDeploy reads it. All that may change after the service is created
 * travels here, because the service itself is frozen.
 */
export function appSpecOf(order: ReleaseOrder): string {
  const { placement } = order;
  return JSON.stringify({
    version: '0.0',
    Resources: [
      {
        TargetService: {
          Type: 'AWS::ECS::Service',
          Properties: {
            TaskDefinition: order.taskDefinition,
            LoadBalancerInfo: { ContainerName: order.name, ContainerPort: placement.port },
            NetworkConfiguration: {
              AwsvpcConfiguration: {
                Subnets: placement.subnets,
                SecurityGroups: placement.securityGroups,
                AssignPublicIp: 'DISABLED',
              },
            },
            ...capacityOf(placement),
          },
        },
      },
    ],
    ...(order.hook === undefined ? {} : { Hooks: [{ AfterAllowTestTraffic: order.hook }] }),
  });
}

function capacityOf({ capacityProviders }: Placement): object {
  if (capacityProviders.length === 0) return {};
  return {
    CapacityProviderStrategy: capacityProviders.map(({ capacityProvider, weight, base }) => ({
      CapacityProvider: capacityProvider,
      Weight: weight,
      Base: base,
    })),
  };
}
