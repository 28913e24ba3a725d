import {
  type ApplicationAutoScalingClient,
  paginateDescribeScalableTargets,
  RegisterScalableTargetCommand,
} from '@aws-sdk/client-application-auto-scaling';
import { forgetRestoring } from '../../pipeline/operations/restoring-bounds.ts';

/** How many tasks a service has at least and at most. */
export interface TaskBounds {
  readonly min: number;
  readonly max: number;
}

/**
 * Gives every service of a stage these bounds, for good: what `npx shoal scale` has booked to bring others back is
 * forgotten, since it could start tasks when the stage sleeps. @returns their names
 */
export async function boundAllServices(
  client: ApplicationAutoScalingClient,
  stage: string,
  { min, max }: TaskBounds,
): Promise<readonly string[]> {
  const prefix = `service/${stage}/`;
  const bound: string[] = [];
  for await (const page of paginateDescribeScalableTargets({ client }, { ServiceNamespace: 'ecs' })) {
    for (const { ResourceId, ScalableDimension } of page.ScalableTargets ?? []) {
      if (!ResourceId?.startsWith(prefix)) continue;
      await forgetRestoring(client, { ServiceNamespace: 'ecs', ResourceId, ScalableDimension });
      await client.send(
        new RegisterScalableTargetCommand({
          ServiceNamespace: 'ecs',
          ResourceId,
          ScalableDimension,
          MinCapacity: min,
          MaxCapacity: max,
        }),
      );
      bound.push(ResourceId.slice(prefix.length));
    }
  }
  return bound;
}
