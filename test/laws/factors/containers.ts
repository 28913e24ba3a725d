import type { ServiceStackCase } from '../../support/service-stacks.ts';

/** A container of a task definition, as CloudFormation gets it. */
export interface Container {
  readonly Name: string;
  readonly Image: unknown;
  readonly Memory?: number;
  readonly Command?: readonly string[];
  readonly Environment?: readonly { readonly Name: string; readonly Value: unknown }[];
  readonly Secrets?: readonly { readonly Name: string; readonly ValueFrom: unknown }[];
  readonly PortMappings?: readonly { readonly ContainerPort: number }[];
  readonly LogConfiguration?: {
    readonly LogDriver: string;
    readonly Options: Readonly<Record<string, unknown>>;
  };
  readonly ReadonlyRootFilesystem?: boolean;
  readonly StopTimeout?: number;
  readonly LinuxParameters?: { readonly InitProcessEnabled?: boolean };
  readonly User?: string;
}

/** Every container of every task of a service. */
export function containersOf({ all }: ServiceStackCase): readonly Container[] {
  return all('AWS::ECS::TaskDefinition').flatMap(({ properties }) => properties.ContainerDefinitions);
}

/** The service's own program, in each of its tasks: the one that serves, and those that do one thing and end. */
export function ownContainers(one: ServiceStackCase): readonly Container[] {
  return containersOf(one).filter(({ Name }) => Name === one.service.name);
}

/** The one that serves. */
export function servingContainer(one: ServiceStackCase): Container {
  const found = ownContainers(one).filter(({ Command }) => Command?.join(' ') === 'main.mjs');
  const [first] = found;
  if (first === undefined || found.length > 1) {
    throw new Error(`${one.name} has ${found.length} containers that serve, expected one`);
  }
  return first;
}

export function variablesOf({ Environment = [] }: Container): ReadonlyMap<string, unknown> {
  return new Map(Environment.map(({ Name, Value }) => [Name, Value]));
}
