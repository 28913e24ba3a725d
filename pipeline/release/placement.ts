import type { TaskSet } from '@aws-sdk/client-ecs';
import type { ResourceProperties } from './resource-properties.ts';

/** Where and on what the tasks of a release run: all of it may change without a new revision. */
export interface Placement {
  readonly port: number;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  /** Without any, the tasks run where the service was created to run them. */
  readonly capacityProviders: readonly CapacityProvider[];
}

export interface CapacityProvider {
  readonly capacityProvider: string;
  readonly weight: number;
  readonly base: number;
}

export function placementOf(properties: ResourceProperties): Placement {
  return {
    port: properties.whole('Port'),
    subnets: properties.texts('Subnets'),
    securityGroups: properties.texts('SecurityGroups'),
    capacityProviders: properties.objects('CapacityProviders').map((provider) => ({
      capacityProvider: provider.text('CapacityProvider'),
      weight: provider.whole('Weight'),
      base: provider.whole('Base'),
    })),
  };
}

export function samePlacement(one: Placement, other: Placement): boolean {
  return textOf(one) === textOf(other);
}

/** Whether running tasks are placed so, as far as ECS says how they are. */
export function isPlaced(taskSet: TaskSet, wanted: Placement): boolean {
  const { subnets, securityGroups } = taskSet.networkConfiguration?.awsvpcConfiguration ?? {};
  const capacityProviders = taskSet.capacityProviderStrategy?.map(({ capacityProvider, weight, base }) => ({
    capacityProvider: capacityProvider ?? '',
    weight: weight ?? 0,
    base: base ?? 0,
  }));
  const port = taskSet.loadBalancers?.[0]?.containerPort;
  return samePlacement(wanted, {
    port: port ?? wanted.port,
    subnets: subnets ?? wanted.subnets,
    securityGroups: securityGroups ?? wanted.securityGroups,
    capacityProviders: capacityProviders ?? wanted.capacityProviders,
  });
}

/** The order of a list means nothing to ECS. */
function textOf({ port, subnets, securityGroups, capacityProviders }: Placement): string {
  const providers = capacityProviders.map(({ capacityProvider, weight, base }) =>
    [capacityProvider, weight, base].join(' '),
  );
  return JSON.stringify([port, [...subnets].sort(), [...securityGroups].sort(), providers.sort()]);
}
