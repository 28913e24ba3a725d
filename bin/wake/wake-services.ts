import {
  type ApplicationAutoScalingClient,
  paginateDescribeScalableTargets,
  RegisterScalableTargetCommand,
} from '@aws-sdk/client-application-auto-scaling';
import type { StageDefinition } from '../../platform/stages.ts';

/** Gives every service its usual bounds again. @returns their names */
export async function wakeServices(
  client: ApplicationAutoScalingClient,
  { name, tasks }: Pick<StageDefinition, 'name' | 'tasks'>,
): Promise<readonly string[]> {
  const prefix = `service/${name}/`;
  const woken: string[] = [];
  for await (const page of paginateDescribeScalableTargets({ client }, { ServiceNamespace: 'ecs' })) {
    for (const { ResourceId, ScalableDimension } of page.ScalableTargets ?? []) {
      if (!ResourceId?.startsWith(prefix)) continue;
      await client.send(
        new RegisterScalableTargetCommand({
          ServiceNamespace: 'ecs',
          ResourceId,
          ScalableDimension,
          MinCapacity: tasks.min,
          MaxCapacity: tasks.max,
        }),
      );
      woken.push(ResourceId.slice(prefix.length));
    }
  }
  return woken;
}
