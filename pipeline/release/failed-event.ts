import {
  BatchGetDeploymentTargetsCommand,
  type CodeDeployClient,
  ListDeploymentTargetsCommand,
} from '@aws-sdk/client-codedeploy';

/** The step of a deployment at which it broke off. */
export interface FailedEvent {
  readonly name: string;
  /** The hook's function, where the step runs one. */
  readonly hook: string | undefined;
  readonly message: string | undefined;
}

/**
 * @param hook the function the release hung on the step after test traffic, which CodeDeploy does not name
 * @returns nothing where no step failed, as when somebody stopped the deployment
 */
export async function failedEvent(
  codedeploy: Pick<CodeDeployClient, 'send'>,
  deploymentId: string,
  hook: string | undefined,
): Promise<FailedEvent | undefined> {
  const { targetIds = [] } = await codedeploy.send(new ListDeploymentTargetsCommand({ deploymentId }));
  if (targetIds.length === 0) return undefined;
  const { deploymentTargets = [] } = await codedeploy.send(
    new BatchGetDeploymentTargetsCommand({ deploymentId, targetIds }),
  );
  const events = deploymentTargets.flatMap((target) => target.ecsTarget?.lifecycleEvents ?? []);
  const failed = events.find((event) => event.status === 'Failed');
  if (failed === undefined) return undefined;
  const name = failed.lifecycleEventName ?? 'an unnamed step';
  return {
    name,
    hook: name === 'AfterAllowTestTraffic' ? hook : failed.diagnostics?.scriptName || undefined,
    message: failed.diagnostics?.message || undefined,
  };
}
