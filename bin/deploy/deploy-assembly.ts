import { readStageAssembly } from '../../pipeline/guards/assembly-templates.ts';
import { registrySettings } from '../../platform/registry.ts';
import { registryRegionOf } from '../../platform/registry-region.ts';
import { type StageDefinition, stages } from '../../platform/stages.ts';
import { Refusal } from '../command.ts';
import { type AssemblySteps, assemblySteps } from './assembly-steps.ts';
import { leftBehind } from './left-behind.ts';

export interface AssemblyDeployment {
  /** The folder that `npm run synth` wrote, on this machine or on another before it. */
  readonly assembly: string;
  /** `tools`: the registry and the pipelines, which belong to no stage. */
  readonly stage: StageDefinition | 'tools';
  /** Whose stack alone is meant. @default - the ground: every stack of the stage but those of services */
  readonly service?: string | undefined;
  /** The names of all services. */
  readonly services: readonly string[];
  /** What somebody has decided to lose, by its address. */
  readonly letGo: readonly string[];
  /** What to type after a command to be in the same place: ` --stage dev`; nothing in a rehearsal. */
  readonly here: string;
  readonly say: (sentence: string) => void;
  /** Told what is done and what goes on by itself, for whoever interrupts it. */
  readonly now: (left: string) => void;
}

/** Where the registry and the pipelines are. */
const tools = {
  name: 'tools',
  region: registryRegionOf(stages),
  ...(registrySettings.account !== undefined && { account: registrySettings.account }),
};

/**
 * Deploys what was synthesized once, as a stage before has proved it: nothing is built, and nothing is synthesized again.
 * Only what is about to be deployed is guarded. A step that throws leaves the ones after it undone.
 */
export async function deployAssembly(
  deployment: AssemblyDeployment,
  steps: AssemblySteps = assemblySteps,
): Promise<void> {
  const { assembly, stage, service, services, letGo, here, say, now } = deployment;
  if (stage === 'tools') {
    now('Nothing was touched.');
    await steps.refuseWrongAccount(tools);
    now('What CloudFormation has begun of tools by now, if anything, goes on by itself or is taken back.');
    await steps.deploy(assembly, ['tools/**']);
    return;
  }
  const left = leftBehind(stage.name, here);
  now(left.nothing);
  await steps.refuseWrongAccount(stage);
  await steps.refuseAsleep(stage);
  const chosen = chosenStacks(deployment, stage, services);
  say(`1 of 3: what this would change in ${chosen.map(({ name }) => name).join(', ')}`);
  const stacks = chosen.map(({ name }) => name);
  await steps.guard({ stage, assembly, stacks, letGo, say });
  say('2 of 3: a snapshot');
  now(left.snapshot);
  await steps.snapshot({ stage, say });
  say(`3 of 3: ${service === undefined ? `the ground of ${stage.name}` : `${service} in ${stage.name}`}`);
  now(left.stacks);
  await steps.deploy(
    assembly,
    chosen.map(({ path }) => path),
  );
}

function chosenStacks(
  { assembly, service }: AssemblyDeployment,
  stage: StageDefinition,
  services: readonly string[],
): readonly { readonly name: string; readonly path: string }[] {
  const { pathOf } = readStageAssembly(assembly, stage.name);
  const ofServices = new Set(services.map((each) => `${stage.name}-${each}`));
  const isMeant = (name: string): boolean =>
    service === undefined ? !ofServices.has(name) : name === `${stage.name}-${service}`;
  const chosen = [...pathOf].map(([name, path]) => ({ name, path })).filter(({ name }) => isMeant(name));
  if (chosen.length > 0) return chosen;
  throw new Refusal(
    `${assembly} holds no stack of ${service ?? 'the ground'} for ${stage.name}: it was synthesized before there was one. Synthesize again: npm run synth.`,
  );
}
