import type { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { describe, expect, it } from '@jest/globals';
import { createAfterTestTraffic } from '../../../pipeline/hooks/after-test-traffic.ts';
import type { ProbeAnswer } from '../../../pipeline/hooks/probe.ts';
import { createProof } from '../../../pipeline/hooks/proof.ts';
import { awsError, StrictClient } from '../release/strict-client.ts';
import { testListener } from './test-listener.ts';

const event = { DeploymentId: 'd-1', LifecycleEventHookExecutionId: 'execution-1' };

function scene(...answers: readonly (ProbeAnswer | Error)[]) {
  const listener = testListener(...answers);
  const logged: Readonly<Record<string, unknown>>[] = [];
  const codedeploy = new StrictClient({ PutLifecycleEventHookExecutionStatus: () => ({}) });
  const hook = createAfterTestTraffic({
    codedeploy: codedeploy as unknown as Pick<CodeDeployClient, 'send'>,
    prove: createProof(listener),
    log: (entry) => logged.push(entry),
  });
  return { hook, codedeploy, logged, asked: listener.asked, now: listener.clock.now };
}

const reported = (status: string) => [
  { deploymentId: 'd-1', lifecycleEventHookExecutionId: 'execution-1', status },
];
const inputs = (codedeploy: StrictClient) => codedeploy.inputsOf('PutLifecycleEventHookExecutionStatus');

describe('the hook after test traffic', () => {
  it('reports success after five good answers in a row', async () => {
    const { hook, codedeploy, asked } = scene({ status: 200 });
    await hook(event);
    expect(inputs(codedeploy)).toEqual(reported('Succeeded'));
    expect(asked()).toBe(5);
  });

  it('begins to count again after a bad answer', async () => {
    const good = { status: 200 };
    const { hook, codedeploy, asked } = scene(good, good, good, good, { status: 503 }, good);
    await hook(event);
    expect(inputs(codedeploy)).toEqual(reported('Succeeded'));
    expect(asked()).toBe(10);
  });

  it('waits out the moment until the listener knows the new tasks', async () => {
    const { hook, codedeploy } = scene({ trouble: 'ECONNREFUSED' }, { status: 404 }, { status: 204 });
    await hook(event);
    expect(inputs(codedeploy)).toEqual(reported('Succeeded'));
  });

  it('reports failure after half a minute, and logs the last answer', async () => {
    const { hook, codedeploy, logged, now } = scene({ status: 503 });
    await hook(event);
    expect(inputs(codedeploy)).toEqual(reported('Failed'));
    expect(now()).toBe(30_000);
    expect(logged).toEqual([
      {
        level: 'error',
        deploymentId: 'd-1',
        status: 'Failed',
        trouble: 'never 5 good answers in a row within 30 s, the last was: status 503',
      },
    ]);
  });

  it('takes a redirect for no success', async () => {
    const { hook, codedeploy } = scene({ status: 301 });
    await hook(event);
    expect(inputs(codedeploy)).toEqual(reported('Failed'));
  });

  it('reports failure when it breaks itself', async () => {
    const { hook, codedeploy, logged } = scene(new Error('PROBE_URL is missing'));
    await hook(event);
    expect(inputs(codedeploy)).toEqual(reported('Failed'));
    expect(logged).toMatchObject([{ trouble: 'the hook itself failed: Error: PROBE_URL is missing' }]);
  });

  it('ends with an error when CodeDeploy does not take the report, so that Lambda tries again', async () => {
    const { hook, codedeploy } = scene({ status: 200 });
    codedeploy.failNext('PutLifecycleEventHookExecutionStatus', awsError('ThrottlingException'));
    await expect(hook(event)).rejects.toThrow('ThrottlingException');
  });
});
