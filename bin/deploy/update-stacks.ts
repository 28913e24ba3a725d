import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { type AssemblyStack, readAssembly } from '../../rehearsal/cloudformation/assembly.ts';
import { Refusal } from '../command.ts';
import { beginStack } from './begin-stack.ts';
import { followStack } from './stack-events.ts';

export interface StacksToUpdate {
  readonly cloudformation: CloudFormationClient;
  /** The folder of one stage's templates. */
  readonly assembly: string;
  readonly names: readonly string[];
  readonly say: (sentence: string) => void;
}

/** Brings stacks of a rehearsal to what their templates say, what others stand on first; throws at the first that fails. */
export async function updateStacks({ cloudformation, assembly, names, say }: StacksToUpdate): Promise<void> {
  const stacks = readAssembly(assembly).filter(({ stackName }) => names.includes(stackName));
  for (const stack of dependenciesFirst(stacks)) await updateStack(stack, cloudformation, say);
}

async function updateStack(
  { stackName, templateFile }: AssemblyStack,
  cloudformation: CloudFormationClient,
  say: (sentence: string) => void,
): Promise<void> {
  const since = new Date();
  if (!(await beginStack({ cloudformation, stackName, templateFile, what: stackName }))) {
    return say(`${stackName} is so already: nothing to do.`);
  }
  const { succeeded, status, cause } = await followStack({ cloudformation, stackName, since, say });
  if (succeeded) return say(`${stackName} is ${status}.`);
  throw new Refusal(
    `${stackName} was not deployed (${status}), what ran before still serves. ${cause ?? 'CloudFormation says no reason.'}`,
  );
}

function dependenciesFirst(stacks: readonly AssemblyStack[]): readonly AssemblyStack[] {
  const sorted: AssemblyStack[] = [];
  const left = new Map(stacks.map((stack) => [stack.artifactId, stack]));
  const take = (stack: AssemblyStack): void => {
    if (!left.delete(stack.artifactId)) return;
    for (const id of stack.dependsOn) {
      const before = left.get(id);
      if (before !== undefined) take(before);
    }
    sorted.push(stack);
  };
  for (const stack of stacks) take(stack);
  return sorted;
}
