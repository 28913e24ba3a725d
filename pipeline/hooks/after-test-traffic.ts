import {
  type CodeDeployClient,
  PutLifecycleEventHookExecutionStatusCommand,
} from '@aws-sdk/client-codedeploy';
import type { ProbeAnswer } from './probe.ts';

/** What CodeDeploy sends a hook. */
export interface HookEvent {
  readonly DeploymentId: string;
  readonly LifecycleEventHookExecutionId: string;
}

export interface AfterTestTrafficParts {
  readonly codedeploy: Pick<CodeDeployClient, 'send'>;
  readonly ask: () => Promise<ProbeAnswer>;
  readonly clock: { now(): number; sleep(milliseconds: number): Promise<void> };
  readonly log: (entry: Readonly<Record<string, unknown>>) => void;
}

/** One good answer may be luck, or come from the old tasks while the test listener's rule still changes over. */
const neededInARow = 5;
const pauseMilliseconds = 500;
/** The new tasks are healthy already; this is for the rule to reach every node of the balancer. */
const longestMilliseconds = 30_000;

/** Proves the new tasks on the test listener before they get live traffic, and tells CodeDeploy in any case. */
export function createAfterTestTraffic({ codedeploy, ask, clock, log }: AfterTestTrafficParts) {
  /** @returns why the new tasks are not fit; nothing when they are. */
  async function prove(): Promise<string | undefined> {
    const until = clock.now() + longestMilliseconds;
    let inARow = 0;
    let last = 'no answer';
    while (clock.now() < until) {
      const answer = await ask();
      const good = 'status' in answer && answer.status >= 200 && answer.status < 300;
      last = 'status' in answer ? `status ${answer.status}` : answer.trouble;
      inARow = good ? inARow + 1 : 0;
      if (inARow === neededInARow) return undefined;
      await clock.sleep(pauseMilliseconds);
    }
    return `never ${neededInARow} good answers in a row within ${longestMilliseconds / 1000} s, the last was: ${last}`;
  }

  return async function afterTestTraffic(event: HookEvent): Promise<void> {
    const trouble = await prove().catch((error: unknown) => `the hook itself failed: ${String(error)}`);
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
