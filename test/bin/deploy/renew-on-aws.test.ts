import { describe, expect, it } from '@jest/globals';
import { type RenewalSteps, renewOnAws } from '../../../bin/deploy/renew-on-aws.ts';
import type { Renewal } from '../../../pipeline/guards/renewal.ts';
import { prod } from '../../../platform/stages.ts';

/** What was done, and what was said at the end. */
async function done(renewal: Renewal) {
  const steps: string[] = [];
  const step = async (words: string) => void steps.push(words);
  const recorded: RenewalSteps = {
    begin: async () => ({ free: () => step('free') }),
    refuseAsleep: () => step('refuseAsleep'),
    synthesize: async (base) => {
      await step(`synthesize ${base}`);
      return 'out';
    },
    renewal: async () => renewal,
    guard: ({ stacks }) => step(`guard ${stacks}`),
    pushImages: ({ base }) => step(`pushImages ${base}`),
    snapshot: ({ stage }) => step(`snapshot ${stage.name}`),
    deploy: (_assembly, stacks) => step(`deploy ${stacks}`),
  };
  const renewing = { stage: prod, base: '2026-W47', letGo: [], say: () => undefined, now: () => undefined };
  const said = await renewOnAws(renewing, recorded).then(
    () => '',
    ({ message }: Error) => message,
  );
  return { steps, said };
}

describe('a release on fresh base layers', () => {
  it('deploys the services alone, after the guards and the snapshot', async () => {
    expect(await done({ renewed: ['catalog', 'users'], waiting: [] })).toEqual({
      steps: [
        'refuseAsleep',
        'synthesize 2026-W47',
        'guard prod-catalog,prod-users',
        'pushImages 2026-W47',
        'snapshot prod',
        'deploy prod/catalog,prod/users',
        'free',
      ],
      said: '',
    });
  });

  it('leaves alone what waits for somebody to agree to it, and fails by its name', async () => {
    const { steps, said } = await done({ renewed: ['users'], waiting: ['catalog'] });
    expect(steps).toContain('deploy prod/users');
    expect(said).toMatch(/^users run on fresh base layers\. Not renewed in prod: catalog, because/);
  });

  it('changes nothing where all waits', async () => {
    const { steps, said } = await done({ renewed: [], waiting: ['catalog'] });
    expect(steps).toEqual(['refuseAsleep', 'synthesize 2026-W47', 'free']);
    expect(said).toMatch(/^Not renewed in prod: catalog/);
  });
});
