import { ChangeSetNotFoundException, type CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { StageAssembly } from './assembly-templates.ts';
import { deleteChangeSet, readChangeSet } from './change-set.ts';
import { changesOfChangeSet } from './change-set-changes.ts';
import type { LookedAt } from './looked-at.ts';
import type { ResourceChange, Synthesis } from './resource-change.ts';

export interface LookByChangeSets {
  readonly cloudformation: Pick<CloudFormationClient, 'send'>;
  readonly deployed: Synthesis;
  readonly next: StageAssembly;
  /** What the change sets are called, each in its stack. */
  readonly name: string;
  /** Makes a change set of that name in each of these stacks, by what the CDK calls them, and executes none. */
  readonly prepare: (paths: readonly string[]) => Promise<void>;
  readonly pause: () => Promise<unknown>;
  readonly say: (sentence: string) => void;
}

/** Has a change set made for each stack that is deployed, reads them, and takes them away whatever happens. */
export async function lookByChangeSets(parts: LookByChangeSets): Promise<LookedAt> {
  const { cloudformation, deployed, next, name, prepare, pause } = parts;
  // A change set in a stack that is not there would make one, and what is not there has nothing to lose.
  const stacks = [...next.templates.keys()].filter((stack) => deployed.has(stack));
  const changes: ResourceChange[] = [];
  try {
    if (stacks.length > 0) await prepare(stacks.map((stack) => next.pathOf.get(stack) ?? stack));
    for (const stack of stacks) {
      const [before, after] = [deployed.get(stack), next.templates.get(stack)];
      if (before === undefined || after === undefined) continue;
      const read = await readChangeSet({ cloudformation, stack, name }, { pause });
      changes.push(...changesOfChangeSet({ stack, changes: read, deployed: before, next: after }));
    }
  } finally {
    await takeAway(parts, stacks);
  }
  return { deployed, next: next.templates, changes, known: 'by change sets' };
}

/** What stays behind changes nothing by itself, so it is told and no reason to fail. */
async function takeAway(
  { cloudformation, name, say }: LookByChangeSets,
  stacks: readonly string[],
): Promise<void> {
  for (const stack of stacks) {
    try {
      await deleteChangeSet({ cloudformation, stack, name });
    } catch (error) {
      if (error instanceof ChangeSetNotFoundException) continue;
      say(
        `change set '${name}' of stack '${stack}' could not be deleted (${error instanceof Error ? error.message : String(error)}); it changes nothing, and goes by: aws cloudformation delete-change-set --stack-name ${stack} --change-set-name ${name}`,
      );
    }
  }
}
