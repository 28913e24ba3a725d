import { describe, expect, it } from '@jest/globals';
import type { AwsSteps } from '../../../bin/deploy/aws-steps.ts';
import { deployToAws } from '../../../bin/deploy/deploy-to-aws.ts';
import { prod } from '../../../platform/stages.ts';

const order = [
  'begin',
  'refuseAsleep',
  'synthesize 2026-W47',
  'guard out prod-data/Table',
  'deploy out tools/registry',
  'pushImages 2026-W47',
  'snapshot prod',
  'deploy out prod/**',
];

/** What was done of a deployment, in which one step throws. */
async function done(failing?: string): Promise<readonly string[]> {
  const steps: string[] = [];
  const step = async (words: string) => {
    if (words === failing) throw new Error(words);
    steps.push(words);
  };
  const freed: string[] = [];
  const recorded: AwsSteps = {
    begin: async () => {
      await step('begin');
      return { free: async () => void freed.push('freed') };
    },
    refuseAsleep: () => step('refuseAsleep'),
    synthesize: async (base) => {
      await step(`synthesize ${base}`);
      return 'out';
    },
    guard: ({ assembly, letGo }) => step(`guard ${assembly} ${letGo.join()}`),
    pushImages: ({ base }) => step(`pushImages ${base}`),
    snapshot: ({ stage }) => step(`snapshot ${stage.name}`),
    deploy: (assembly, stacks) => step(`deploy ${assembly} ${stacks}`),
  };
  const deployment = {
    stage: prod,
    base: '2026-W47',
    letGo: ['prod-data/Table'],
    say: () => undefined,
    now: () => undefined,
  };
  const failed = await deployToAws(deployment, recorded).then(
    () => undefined,
    ({ message }: Error) => message,
  );
  expect(failed).toBe(failing);
  // However it ends, others may deploy afterwards.
  expect(freed).toEqual(failing === 'begin' ? [] : ['freed']);
  return steps;
}

describe('a deployment to AWS', () => {
  it('deploys what the guards have seen, after the snapshot', async () => {
    expect(await done()).toEqual(order);
  });

  it.each(order.map((step, index) => [step, index] as const))(
    'ends at %s where that fails',
    async (step, index) => {
      expect(await done(step)).toEqual(order.slice(0, index));
    },
  );
});
