import { cp } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { RDSClient } from '@aws-sdk/client-rds';
import { readStageAssembly } from '../../pipeline/guards/assembly-templates.ts';
import { passes, verdictText } from '../../pipeline/guards/verdict.ts';
import { Refusal } from '../command.ts';
import type { GuardedDeployment } from '../guard/guard-deployment.ts';
import { guardsTyped } from '../guard/guard-names.ts';
import { lookAtStage } from '../guard/guarded-stage.ts';
import { verdictsOf } from '../guard/verdicts.ts';
import { snapshotBeforeDeployment } from '../snapshot/snapshot-before.ts';
import { type ClientSettings, clientSettings } from '../stage/client-settings.ts';
import { rehearsalClient } from '../stage/rehearsal-client.ts';
import { say } from '../terminal/say.ts';
import { refuseAsleep } from '../wake/refuse-asleep.ts';
import type { AssemblySteps } from './assembly-steps.ts';
import { updateStacks } from './update-stacks.ts';

/** The steps of a deployment, into the rehearsal with this state folder. */
export function rehearsalSteps(state: string): AssemblySteps {
  const settings = async () => clientSettings((await rehearsalClient(state)).settings);
  const rds = async () => new RDSClient(await settings());
  return {
    async refuseWrongAccount({ name }) {
      const { addresses } = await rehearsalClient(state);
      if (addresses.stage === name) return;
      throw new Refusal(
        `The rehearsal in ${state} plays ${addresses.stage}, and ${name} is to be deployed: npm start -- --stage ${name} plays that.`,
      );
    },
    refuseAsleep: async (stage) => refuseAsleep(await rds(), stage, 'npx shoal wake, then deploy again'),
    guard: async (deployment) => guard(deployment, await settings()),
    snapshot: async ({ stage, say }) =>
      snapshotBeforeDeployment({
        stage,
        rds: await rds(),
        say,
        now: Date.now,
        pause: () => new Promise((done) => setTimeout(done, 100)),
      }),
    async deploy(assembly, paths) {
      const [stage = ''] = paths[0]?.split('/') ?? [];
      // The rehearsal reads the code of its functions where it was told it lies, for as long as it is up.
      const kept = resolve(state, 'cdk.out');
      await cp(assembly, kept, { recursive: true, force: true });
      await updateStacks({
        cloudformation: new CloudFormationClient(await settings()),
        assembly: join(kept, `assembly-${stage}`),
        names: namesOf(kept, stage, paths),
        say,
      });
    },
  };
}

function namesOf(assembly: string, stage: string, paths: readonly string[]): readonly string[] {
  return [...readStageAssembly(assembly, stage).pathOf].flatMap(([name, path]) =>
    paths.includes(path) ? [name] : [],
  );
}

async function guard(
  { stage, assembly, stacks, letGo, say }: GuardedDeployment,
  settings: ClientSettings,
): Promise<void> {
  const verdicts = await verdictsOf({
    guards: guardsTyped(undefined),
    stages: [stage],
    assembly: async () => assembly,
    look: () => lookAtStage({ stage, deployed: { kind: 'rehearsal', settings }, assembly, stacks, say }),
    letGo,
  });
  const text = verdictText(verdicts).trimEnd();
  if (passes(verdicts)) return say(text);
  throw new Refusal(`${text}\n${(stacks ?? [stage.name]).join(', ')} was not deployed, and is as it was.`);
}
