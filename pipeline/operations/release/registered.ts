import { type ECSClient, RegisterTaskDefinitionCommand, type TaskDefinition } from '@aws-sdk/client-ecs';

/**
 * A revision that tasks can be started of. CloudFormation deregisters a revision when the next one serves, and ECS starts
 * nothing of such a one: it is registered anew, with the same image and all else it had.
 */
export async function registered(ecs: Pick<ECSClient, 'send'>, definition: TaskDefinition): Promise<string> {
  if (definition.status === 'ACTIVE' && definition.taskDefinitionArn !== undefined)
    return definition.taskDefinitionArn;
  const { family, containerDefinitions } = definition;
  const { taskDefinition } = await ecs.send(
    new RegisterTaskDefinitionCommand({
      family,
      containerDefinitions,
      taskRoleArn: definition.taskRoleArn,
      executionRoleArn: definition.executionRoleArn,
      networkMode: definition.networkMode,
      volumes: definition.volumes,
      requiresCompatibilities: definition.requiresCompatibilities,
      cpu: definition.cpu,
      memory: definition.memory,
      runtimePlatform: definition.runtimePlatform,
      ephemeralStorage: definition.ephemeralStorage,
      pidMode: definition.pidMode,
      enableFaultInjection: definition.enableFaultInjection,
    }),
  );
  if (taskDefinition?.taskDefinitionArn === undefined)
    throw new Error(`ECS registered no revision of ${family}`);
  return taskDefinition.taskDefinitionArn;
}
