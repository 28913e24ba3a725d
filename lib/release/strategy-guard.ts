import { CustomResource, type Stack } from 'aws-cdk-lib';
import { bearsFaults } from '../../platform/stage/experiments.ts';
import type { ServiceContext } from '../service/service-context.ts';

/** Makes all of a service's stack wait until it is sure that the service keeps what it was created with. */
export function guardStrategy(stack: Stack, { stage, service, names, cluster }: ServiceContext): void {
  const others = stack.node.children;
  const guard = new CustomResource(stack, 'Strategy', {
    resourceType: 'Custom::ReleaseStrategy',
    serviceToken: cluster.strategies.serviceToken,
    properties: {
      Cluster: names.cluster,
      Service: names.service,
      Strategy: stage.release.strategy,
      // ECS lets a service change this where it moves the traffic itself.
      ...(stage.release.strategy === 'codedeploy'
        ? { Sessions: String(!bearsFaults(stage, service.name)) }
        : {}),
    },
  });
  for (const other of others) other.node.addDependency(guard);
}
