import type { Stage } from './stage.ts';

export const hook = [{ AfterAllowTestTraffic: 'CodeDeployHook_dev_catalog' }];

/** Makes the hook report through the API, as the real function does. */
export function reporting(stage: Stage, status: string): void {
  stage.functions.set('CodeDeployHook_dev_catalog', ({ LifecycleEventHookExecutionId }) =>
    stage.call('PutLifecycleEventHookExecutionStatus', {
      lifecycleEventHookExecutionId: LifecycleEventHookExecutionId,
      status,
    }),
  );
}

export const canary = {
  Type: 'TimeBasedCanary',
  TimeBasedCanary: { CanaryPercentage: 5, CanaryInterval: 5 },
};
