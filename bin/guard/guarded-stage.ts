import { setTimeout as sleep } from 'node:timers/promises';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { readStageAssembly } from '../../pipeline/guards/assembly-templates.ts';
import { deployedTemplates } from '../../pipeline/guards/deployed-templates.ts';
import { lookByChangeSets } from '../../pipeline/guards/look-by-change-sets.ts';
import { lookByTemplates } from '../../pipeline/guards/look-by-templates.ts';
import type { LookedAt } from '../../pipeline/guards/looked-at.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import { clientSettings } from '../stage/client-settings.ts';
import { prepareChangeSets } from './prepare-change-sets.ts';

/** Where what is deployed is asked for. */
export type Deployed =
  | { readonly kind: 'aws' }
  | { readonly kind: 'rehearsal'; readonly settings: ConstructorParameters<typeof CloudFormationClient>[0] }
  | { readonly kind: 'assembly'; readonly folder: string };

export interface GuardedStage {
  readonly stage: StageDefinition;
  readonly deployed: Deployed;
  /** The templates about to be deployed. */
  readonly assembly: string;
  /** The names of those that are deployed. @default - all of them */
  readonly stacks?: readonly string[] | undefined;
  readonly say: (sentence: string) => void;
}

/** What a deployment of these templates would change in the stage. */
export async function lookAtStage(guarded: GuardedStage): Promise<LookedAt> {
  const { stage, deployed, assembly, stacks, say } = guarded;
  const all = readStageAssembly(assembly, stage.name);
  const meant = [...all.templates].filter(([name]) => stacks?.includes(name) !== false);
  const next = { ...all, templates: new Map(meant) };
  if (deployed.kind === 'assembly') {
    return lookByTemplates(readStageAssembly(deployed.folder, stage.name).templates, next.templates);
  }
  if (deployed.kind === 'rehearsal') {
    const there = await deployedTemplates(new CloudFormationClient(deployed.settings ?? {}), stage.name);
    return lookByTemplates(there, next.templates);
  }
  const cloudformation = new CloudFormationClient(clientSettings({ region: stage.region }));
  const name = `shoal-guard-${Date.now()}`;
  return lookByChangeSets({
    cloudformation,
    deployed: await deployedTemplates(cloudformation, stage.name),
    next,
    name,
    prepare: (paths) => prepareChangeSets({ assembly, name, paths }),
    pause: () => sleep(3000),
    say,
  });
}
