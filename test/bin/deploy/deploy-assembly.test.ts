import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { AssemblySteps } from '../../../bin/deploy/assembly-steps.ts';
import { type AssemblyDeployment, deployAssembly } from '../../../bin/deploy/deploy-assembly.ts';
import { prod } from '../../../platform/stages.ts';

const folder = mkdtempSync(join(tmpdir(), 'shoal-assembly-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
mkdirSync(join(folder, 'assembly-prod'));
const artifacts = Object.fromEntries(
  ['network', 'cluster', 'catalog', 'gateway'].map((name) => {
    writeFileSync(join(folder, 'assembly-prod', `${name}.template.json`), '{"Resources":{}}');
    const properties = { templateFile: `${name}.template.json`, stackName: `prod-${name}` };
    return [name, { type: 'aws:cloudformation:stack', displayName: `prod/${name}`, properties }];
  }),
);
writeFileSync(join(folder, 'assembly-prod', 'manifest.json'), JSON.stringify({ artifacts }));

/** What was done of a deployment, in which one step throws. */
async function done(
  meant: Partial<AssemblyDeployment> = {},
  failing?: string,
): Promise<{ readonly steps: readonly string[]; readonly failed?: string }> {
  const steps: string[] = [];
  const step = async (words: string) => {
    if (failing !== undefined && words.startsWith(failing)) throw new Error(words);
    steps.push(words);
  };
  const recorded: AssemblySteps = {
    refuseWrongAccount: () => step('account'),
    refuseAsleep: () => step('asleep'),
    guard: ({ stacks = [], letGo }) => step(`guard ${stacks.join()} but ${letGo.join()}`),
    snapshot: ({ stage }) => step(`snapshot ${stage.name}`),
    deploy: (_assembly, stacks) => step(`deploy ${stacks.join()}`),
  };
  const deployment: AssemblyDeployment = {
    assembly: folder,
    stage: prod,
    service: 'catalog',
    services: ['catalog', 'gateway'],
    letGo: ['prod-catalog/Table'],
    here: ' --stage prod',
    say: () => undefined,
    now: () => undefined,
    ...meant,
  };
  return deployAssembly(deployment, recorded).then(
    () => ({ steps }),
    ({ message }: Error) => ({ steps, failed: message }),
  );
}

const order = [
  'account',
  'asleep',
  'guard prod-catalog but prod-catalog/Table',
  'snapshot prod',
  'deploy prod/catalog',
];

describe('a deployment of an assembly', () => {
  it('guards and deploys the stack of one service, after the snapshot', async () => {
    expect(await done()).toEqual({ steps: order });
  });

  it('guards and deploys the ground without services, where none is named', async () => {
    const { steps } = await done({ service: undefined });
    expect(steps).toContain('guard prod-network,prod-cluster but prod-catalog/Table');
    expect(steps).toContain('deploy prod/network,prod/cluster');
  });

  it('deploys what belongs to no stage without asking for data that it has none of', async () => {
    expect(await done({ stage: 'tools', service: undefined })).toEqual({
      steps: ['account', 'deploy tools/**'],
    });
  });

  it.each(order.map((step, index) => [step, index] as const))(
    'ends at %s where that fails',
    async (step, index) => {
      expect(await done({}, step)).toEqual({ steps: order.slice(0, index), failed: step });
    },
  );

  it('is refused where the assembly knows no such stack', async () => {
    const { steps, failed } = await done({ service: 'search' });
    expect(failed).toContain('holds no stack of search for prod');
    expect(steps).toEqual(['account', 'asleep']);
  });

  it('says at each step what an interruption leaves', async () => {
    const left: string[] = [];
    await done({ now: (words) => left.push(words) });
    expect(left).toEqual([
      'Nothing of prod was changed.',
      expect.stringContaining('A snapshot may be on its way'),
      'What CloudFormation has begun of prod by now, if anything, goes on by itself or is taken back, and no other stack is begun: npx shoal doctor --stage prod says how it ended, and the same command goes on.',
    ]);
  });

  it('sends nobody to AWS who interrupts it in a rehearsal', async () => {
    const left: string[] = [];
    await done({ here: '', now: (words) => left.push(words) });
    expect(left).toEqual([
      'Nothing of prod was changed.',
      expect.stringContaining('npx shoal snapshot --list. '),
      expect.stringContaining('npx shoal doctor says how it ended'),
    ]);
  });

  it('claims nothing of stacks that belong to no stage before CloudFormation has begun any', async () => {
    const left: string[] = [];
    await done({ stage: 'tools', service: undefined, now: (words) => left.push(words) });
    expect(left).toEqual([
      'Nothing was touched.',
      'What CloudFormation has begun of tools by now, if anything, goes on by itself or is taken back.',
    ]);
  });
});
