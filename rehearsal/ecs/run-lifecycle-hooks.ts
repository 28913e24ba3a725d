import { randomUUID } from 'node:crypto';
import { minute, type NativeParts } from './native-parts.ts';
import type { NativeSettings } from './native-settings.ts';
import { revisionArn, type ServiceDeployment } from './service-deployment.ts';

export interface LifecycleHooksRun {
  readonly deployment: ServiceDeployment;
  readonly settings: NativeSettings;
  readonly parts: Pick<NativeParts, 'functions' | 'clock'>;
}

/** What ECS waits before it asks again, where a function does not say. */
const defaultDelaySeconds = 30;

/** Asks the functions that hang on the deployment's stage, until each has said how it stands. */
export async function runLifecycleHooks({ deployment, settings, parts }: LifecycleHooksRun): Promise<void> {
  const { stage } = deployment;
  for (const { functionArn, stages } of settings.hooks) {
    if (stage !== undefined && stages.includes(stage)) await ask(functionArn, deployment, parts);
  }
}

async function ask(
  functionArn: string,
  deployment: ServiceDeployment,
  { functions, clock }: LifecycleHooksRun['parts'],
): Promise<void> {
  const { signal } = deployment.stopping;
  const payload = payloadOf(deployment);
  for (;;) {
    signal.throwIfAborted();
    const answer = await functions.invoke(functionArn, payload).catch((error: Error) => {
      throw failed(functionArn, deployment, `threw: ${error.message}`);
    });
    const { hookStatus, callBackDelay } = (answer ?? {}) as {
      readonly hookStatus?: unknown;
      readonly callBackDelay?: unknown;
    };
    if (hookStatus === 'SUCCEEDED') return;
    if (hookStatus !== 'IN_PROGRESS') {
      throw failed(functionArn, deployment, `answered hookStatus ${JSON.stringify(hookStatus) ?? 'nothing'}`);
    }
    await clock.sleep(((Number(callBackDelay) || defaultDelaySeconds) * minute) / 60, signal);
  }
}

function failed(functionArn: string, { stage }: ServiceDeployment, what: string): Error {
  const name = functionArn.slice(functionArn.lastIndexOf(':') + 1);
  return new Error(`deployment failed: hook execution failure(s) detected at ${stage}: ${name} ${what}`);
}

function payloadOf({
  arn,
  props,
  stage,
  taskSetId = '',
  sourceTaskSetId = '',
  greenPercent,
}: ServiceDeployment) {
  const target = revisionArn(props.serviceArn, taskSetId);
  const source = revisionArn(props.serviceArn, sourceTaskSetId);
  const weights = (green: number) => ({ [source]: 100 - green, [target]: green });
  return {
    executionId: randomUUID(),
    lifecycleStage: stage,
    resourceArn: arn,
    executionDetails: {
      serviceArn: props.serviceArn,
      targetServiceRevisionArn: target,
      testTrafficWeights: weights(greenPercent.test),
      productionTrafficWeights: weights(greenPercent.production),
    },
  };
}
