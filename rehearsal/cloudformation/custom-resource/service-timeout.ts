import { setTimeout as realSleep } from 'node:timers/promises';
import type { Clock } from '../../plane.ts';
import type { ProviderRequest } from './provider.ts';

/** CloudFormation waits no longer, and a resource may only ask for less. */
const longestSeconds = 3600;

/** Gives up on a custom resource when CloudFormation would. */
export async function withinServiceTimeout<T>(
  {
    clock,
    floorMs,
    ending,
  }: { readonly clock: Clock; readonly floorMs: number; readonly ending: AbortSignal },
  request: ProviderRequest,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const seconds = Number(request.ResourceProperties.ServiceTimeout ?? longestSeconds);
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > longestSeconds) {
    throw new Error(
      `ServiceTimeout '${request.ResourceProperties.ServiceTimeout}' is not a whole number from 1 to ${longestSeconds}`,
    );
  }
  const answered = new AbortController();
  const givenUp = new AbortController();
  const { signal } = answered;
  const timeout = Promise.all([
    clock.sleep(seconds * 1000, signal),
    realSleep(floorMs, undefined, { signal }),
  ]).then(
    () => {
      const error = new Error(
        `CloudFormation did not receive a response from your Custom Resource within ${seconds} s. Please check your logs for requestId [${request.RequestId}].`,
      );
      givenUp.abort(error);
      throw error;
    },
    () => new Promise<never>(() => {}),
  );
  const ended = new Promise<never>((_resolve, reject) => {
    ending.addEventListener('abort', () => reject(ending.reason), { signal: answered.signal });
  });
  try {
    ending.throwIfAborted();
    return await Promise.race([work(AbortSignal.any([givenUp.signal, ending])), timeout, ended]);
  } finally {
    answered.abort(new Error('answered'));
  }
}
