import type { Deployment } from './deployment.ts';
import { DeploymentFailedError } from './deployment-failed.ts';
import type { RunParts } from './run-parts.ts';
import { staySteady } from './stay-steady.ts';
import { within } from './within.ts';

/** AWS's own limit. */
const installMinutes = 60;

/** Makes the replacement task set on green and waits until all of it serves, and goes on serving. */
export async function install(deployment: Deployment, green: string, parts: RunParts): Promise<void> {
  const { group, spec, id } = deployment.props;
  const { taskSets, clock, floorMs } = parts;
  const { cluster, service } = group;
  // What a deployment has left that failed and was not rolled back.
  const leftovers = taskSets.of(cluster, service).filter(({ status }) => status === 'ACTIVE');
  await Promise.all(leftovers.map((leftover) => taskSets.delete(leftover.id)));
  const order = { ...spec, cluster, service, targetGroupArn: green, externalId: id };
  const taskSetId = await taskSets.create(order).catch((error: Error) => {
    const problem = `The ECS service cannot be updated due to an unexpected error: ${error.message}`;
    throw new DeploymentFailedError('ECS_UPDATE_ERROR', problem);
  });
  deployment.sides.set('Green', { taskSetId, targetGroupArn: green });
  const steady = async (signal: AbortSignal) => {
    try {
      const unbrokenMs = parts.targetGroups.provenMsOf(green);
      await staySteady({ taskSets, taskSetId, clock, unbrokenMs, floorMs: parts.steadyFloorMs, signal });
    } catch (error) {
      signal.throwIfAborted();
      // AWS goes on trying for the whole hour; the evidence is there already, so the rehearsal does not.
      const reason = error instanceof Error ? error.message : String(error);
      throw new DeploymentFailedError(
        'HEALTH_CONSTRAINTS',
        `The replacement task set did not become healthy: ${reason}`,
      );
    }
  };
  await within(steady, {
    clock,
    minutes: installMinutes,
    floorMs,
    signal: deployment.stopping.signal,
    tooLate: () =>
      new DeploymentFailedError(
        'TIMEOUT',
        `The deployment timed out while waiting for the replacement task set to become healthy. This time out period is ${installMinutes} minutes.${said(taskSets.complaintsOf(taskSetId))}`,
      ),
  });
}

function said(complaints: readonly string[]): string {
  return complaints.length === 0 ? '' : ` The balancer says of its tasks: ${complaints.join('; ')}.`;
}
