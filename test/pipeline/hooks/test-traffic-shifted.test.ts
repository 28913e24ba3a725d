import { describe, expect, it } from '@jest/globals';
import type { ProbeAnswer } from '../../../pipeline/hooks/probe.ts';
import { createProof } from '../../../pipeline/hooks/proof.ts';
import { createTestTrafficShifted } from '../../../pipeline/hooks/test-traffic-shifted.ts';
import { testListener } from './test-listener.ts';

const event = {
  lifecycleStage: 'POST_TEST_TRAFFIC_SHIFT',
  resourceArn: 'arn:aws:ecs:eu-central-1:1:service-deployment/dev/catalog/one',
};

function scene(...answers: readonly (ProbeAnswer | Error)[]) {
  const logged: Readonly<Record<string, unknown>>[] = [];
  const hook = createTestTrafficShifted({
    prove: createProof(testListener(...answers)),
    log: (entry) => logged.push(entry),
  });
  return { hook, logged };
}

describe('the hook of ECS', () => {
  it('answers SUCCEEDED once the new tasks answer well', async () => {
    const { hook, logged } = scene({ trouble: 'ECONNREFUSED' }, { status: 200 });
    expect(await hook(event)).toEqual({ hookStatus: 'SUCCEEDED' });
    expect(logged).toEqual([
      { level: 'info', deploymentId: event.resourceArn, status: 'SUCCEEDED', trouble: undefined },
    ]);
  });

  it('answers FAILED, and logs why, where they do not', async () => {
    const { hook, logged } = scene({ status: 500 });
    expect(await hook(event)).toEqual({ hookStatus: 'FAILED' });
    expect(logged).toMatchObject([{ level: 'error', trouble: expect.stringContaining('status 500') }]);
  });

  it('answers FAILED where it breaks itself, and throws nothing', async () => {
    const { hook, logged } = scene(new Error('PROBE_URL is missing'));
    expect(await hook(event)).toEqual({ hookStatus: 'FAILED' });
    expect(logged).toMatchObject([{ trouble: 'the hook itself failed: Error: PROBE_URL is missing' }]);
  });
});
