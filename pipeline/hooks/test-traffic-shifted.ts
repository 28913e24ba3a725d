import type { Proof } from './proof.ts';

/** What ECS sends a hook, as far as it is read here. */
export interface LifecycleEvent {
  readonly lifecycleStage?: string;
  /** The service deployment. */
  readonly resourceArn?: string;
}

/** What ECS takes for an answer. Any other, or an error, takes the deployment back as `FAILED` does. */
export interface LifecycleAnswer {
  readonly hookStatus: 'SUCCEEDED' | 'FAILED';
}

export interface TestTrafficShiftedParts {
  readonly prove: Proof;
  readonly log: (entry: Readonly<Record<string, unknown>>) => void;
}

/** ECS's hook: proves the new tasks before they get live traffic. ECS reads the answer, so nobody is called. */
export function createTestTrafficShifted({ prove, log }: TestTrafficShiftedParts) {
  return async function testTrafficShifted(event: LifecycleEvent): Promise<LifecycleAnswer> {
    const trouble = await prove();
    const hookStatus = trouble === undefined ? 'SUCCEEDED' : 'FAILED';
    log({
      level: trouble === undefined ? 'info' : 'error',
      deploymentId: event.resourceArn,
      status: hookStatus,
      trouble,
    });
    return { hookStatus };
  };
}
