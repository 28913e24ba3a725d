import { readStageAssembly } from '../../../pipeline/guards/assembly-templates.ts';

/** What a stage's template says of how a service's container is run. */
export interface ContainerDefinition {
  readonly Name: string;
  readonly Command: readonly string[];
  readonly Environment: readonly { readonly Name: string; readonly Value: unknown }[];
  readonly ReadonlyRootFilesystem: boolean;
  readonly StopTimeout: number;
  readonly User: string;
}

/** The container that serves, out of templates that were synthesized. */
export function containerDefinitionOf(
  assembly: string,
  { stage, service }: { readonly stage: string; readonly service: string },
): ContainerDefinition {
  const template = readStageAssembly(assembly, stage).templates.get(`${stage}-${service}`);
  const containers = Object.values(template?.Resources ?? {})
    .filter(({ Type }) => Type === 'AWS::ECS::TaskDefinition')
    .flatMap(({ Properties }) => Properties?.ContainerDefinitions as readonly ContainerDefinition[]);
  const found = containers.find(
    ({ Name, Command = [] }) => Name === service && Command.join(' ') === 'main.mjs',
  );
  if (found === undefined) throw new Error(`${assembly}: no container of ${service} in ${stage} serves`);
  return found;
}
