import { AwsError } from '../plane.ts';
import type { HookName } from './app-spec.ts';
import { DeploymentFailedError } from './deployment-failed.ts';

export interface HookExecution {
  readonly id: string;
  /** Resolves when the function reports success, rejects when it reports failure. */
  readonly reported: Promise<void>;
  report(status: string): void;
}

/** The functions that run on behalf of deployments and have still to report. */
export class HookExecutions {
  readonly #byId = new Map<string, HookExecution>();

  begin(deploymentId: string, hook: HookName): HookExecution {
    const id = Buffer.from(JSON.stringify({ deploymentId, hook })).toString('base64');
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    // Somebody else may have ended the deployment by the time the function reports.
    promise.catch(() => undefined);
    const execution = {
      id,
      reported: promise,
      report: (status: string) => {
        this.#byId.delete(id);
        if (status === 'Succeeded') resolve();
        else
          reject(
            new DeploymentFailedError(
              'HOOK_EXECUTION_FAILURE',
              `The lifecycle event hook ${hook} reported ${status}`,
            ),
          );
      },
    };
    this.#byId.set(id, execution);
    return execution;
  }

  end({ id }: HookExecution): void {
    this.#byId.delete(id);
  }

  report(id: unknown, status: unknown): void {
    if (status !== 'Succeeded' && status !== 'Failed') {
      throw new AwsError(
        'InvalidLifecycleEventHookExecutionStatusException',
        `The status '${status}' must be Succeeded or Failed`,
      );
    }
    const execution = this.#byId.get(String(id));
    if (execution) {
      execution.report(status);
      return;
    }
    if (isOurs(String(id))) {
      throw new AwsError(
        'LifecycleEventAlreadyCompletedException',
        'The lifecycle event has already completed',
      );
    }
    throw new AwsError(
      'InvalidLifecycleEventHookExecutionIdException',
      `The lifecycle event hook execution id '${id}' is not valid`,
    );
  }
}

function isOurs(id: string): boolean {
  return Buffer.from(id, 'base64').toString().startsWith('{"deploymentId":');
}
