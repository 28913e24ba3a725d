import type { Estate } from '../estate.ts';
import { isRecord, numberAt, textAt } from '../property.ts';
import { addressOf, type Resource } from '../stack.ts';

/** The task definition that an ECS service begins with: by its family, or by reference. */
export function taskOf(service: Resource, estate: Estate): Resource {
  const named = service.properties.TaskDefinition;
  const id = isRecord(named) ? named.Ref : undefined;
  const found = estate
    .beside(service, 'AWS::ECS::TaskDefinition')
    .find((task) => task.id === id || textAt(task.properties, 'Family') === named);
  if (found === undefined) {
    throw new Error(
      `${addressOf(service)}: its task definition ${JSON.stringify(named)} is not in its stack, so its size is unknown`,
    );
  }
  return found;
}

export function vcpusOf({ properties }: Resource): number {
  return (numberAt(properties, 'Cpu') ?? 0) / 1024;
}
