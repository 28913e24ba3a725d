import {
  type CodeDeployClient,
  PutLifecycleEventHookExecutionStatusCommand,
} from '@aws-sdk/client-codedeploy';
import type { Proof } from './proof.ts';

/** What CodeDeploy sends a hook. */
export interface HookEvent {
  readonly DeploymentId: string;
  readonly LifecycleEventHookExecutionId: string;
}

export interface AfterTestTrafficParts {
  readonly codedeploy: Pick<CodeDeployClient, 'send'>;
  readonly prove: Proof;
  readonly log: (entry: Readonly<Record<string, unknown>>) => void;
}

/** CodeDeploy's hook: proves the new tasks before they get live traffic, and tells CodeDeploy in any case. */
export function createAfterTestTraffic({ codedeploy, prove, log }: AfterTestTrafficParts) {
  return async function afterTestTraffic(event: HookEvent): Promise<void> {
    const trouble = await prove();
    const status = trouble === undefined ? 'Succeeded' : 'Failed';
    log({
      level: trouble === undefined ? 'info' : 'error',
      deploymentId: event.DeploymentId,
      status,
      trouble,
    });
    await codedeploy.send(
      new PutLifecycleEventHookExecutionStatusCommand({
        deploymentId: event.DeploymentId,
        lifecycleEventHookExecutionId: event.LifecycleEventHookExecutionId,
        status,
      }),
    );
  };
}
