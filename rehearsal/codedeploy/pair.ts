import { DeploymentFailedError } from './deployment-failed.ts';
import type { DeploymentGroup } from './deployment-group.ts';
import type { RunParts } from './run-parts.ts';

export interface Pair {
  readonly blueTaskSet: string;
  /** Target groups. */
  readonly blue: string;
  readonly green: string;
}

/** Blue is where the primary task set is, green the other of the two target groups. */
export function pairOf(group: DeploymentGroup, { taskSets, targetGroups }: RunParts): Pair {
  const { cluster, service, targetGroupNames } = group;
  const primary = taskSets.of(cluster, service).find(({ status }) => status === 'PRIMARY');
  const blue = primary?.targetGroupArn;
  if (primary === undefined || blue === undefined) {
    throw new DeploymentFailedError(
      'ECS_UPDATE_ERROR',
      `The ECS service ${service} has no primary task set behind a load balancer`,
    );
  }
  const [green, ...others] = targetGroupNames
    .map((name) => targetGroups.arnOf(name))
    .filter((arn) => arn !== blue);
  if (green === undefined || others.length > 0) {
    throw new DeploymentFailedError(
      'ECS_UPDATE_ERROR',
      `The primary task set's target group ${blue} is none of the pair ${targetGroupNames.join(', ')}`,
    );
  }
  return { blueTaskSet: primary.id, blue, green };
}
