import { camelCased } from './camel-case.ts';
import type { TaskDefinition } from './task-definition.ts';

/** A task definition as DescribeTaskDefinition gives it: what was registered, in the API's spelling. */
export function describeTaskDefinition(definition: TaskDefinition): Readonly<Record<string, unknown>> {
  const { Tags: _tags, Cpu: _cpu, Memory: _memory, ...registered } = definition.registered;
  return {
    ...(camelCased(registered) as object),
    taskDefinitionArn: definition.arn,
    family: definition.family,
    revision: definition.revision,
    status: definition.status,
    cpu: definition.cpu,
    memory: String(definition.memoryMiB),
    registeredAt: definition.registeredAt / 1000,
    requiresAttributes: [],
    placementConstraints: [],
    compatibilities: ['EC2', 'FARGATE'],
  };
}
