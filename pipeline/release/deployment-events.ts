import {
  BatchGetDeploymentTargetsCommand,
  type CodeDeployClient,
  type LifecycleEvent,
  ListDeploymentTargetsCommand,
} from '@aws-sdk/client-codedeploy';

/** The step of a deployment at which it broke off. */
export interface FailedEvent {
  readonly name: string;
  /** The hook's function, where the step runs one. */
  readonly hook: string | undefined;
  readonly message: string | undefined;
}

const notBegun: ReadonlySet<string> = new Set([
  'DeploymentNotStartedException',
  'DeploymentTargetDoesNotExistException',
]);

/** The steps of a deployment and how far each has come: none of one that has just been made. */
export async function lifecycleEventsOf(
  codedeploy: Pick<CodeDeployClient, 'send'>,
  deploymentId: string,
): Promise<readonly LifecycleEvent[]> {
  try {
    const { targetIds = [] } = await codedeploy.send(new ListDeploymentTargetsCommand({ deploymentId }));
    if (targetIds.length === 0) return [];
    const { deploymentTargets = [] } = await codedeploy.send(
      new BatchGetDeploymentTargetsCommand({ deploymentId, targetIds }),
    );
    return deploymentTargets.flatMap((target) => target.ecsTarget?.lifecycleEvents ?? []);
  } catch (error) {
    if (error instanceof Error && notBegun.has(error.name)) return [];
    throw error;
  }
}

/** Whether the new tasks ran once, all of them. */
export function isInstalled(events: readonly LifecycleEvent[]): boolean {
  return events.some(
    ({ lifecycleEventName, status }) => lifecycleEventName === 'Install' && status === 'Succeeded',
  );
}

/**
 * @param hook the function the release hung on the step after test traffic, which CodeDeploy does not name
 * @returns nothing where no step failed, as when somebody stopped the deployment
 */
export function failedEventOf(
  events: readonly LifecycleEvent[],
  hook: string | undefined,
): FailedEvent | undefined {
  const failed = events.find((event) => event.status === 'Failed');
  if (failed === undefined) return undefined;
  const name = failed.lifecycleEventName ?? 'an unnamed step';
  return {
    name,
    hook: name === 'AfterAllowTestTraffic' ? hook : failed.diagnostics?.scriptName || undefined,
    message: failed.diagnostics?.message || undefined,
  };
}
