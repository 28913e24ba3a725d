import { passes, verdictText } from '../../pipeline/guards/verdict.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import { Refusal } from '../command.ts';
import { guardsTyped } from './guard-names.ts';
import { lookAtStage } from './guarded-stage.ts';
import { refusedWords } from './refused-words.ts';
import { verdictsOf } from './verdicts.ts';

export interface GuardedDeployment {
  readonly stage: StageDefinition;
  readonly assembly: string;
  /** The names of those that are deployed. @default - every stack of the stage */
  readonly stacks?: readonly string[];
  readonly letGo: readonly string[];
  readonly say: (sentence: string) => void;
}

/** Lets a deployment of these templates to AWS go on, or throws what must not happen, before anything has. */
export async function guardDeployment(deployment: GuardedDeployment): Promise<void> {
  const { stage, assembly, stacks, letGo, say } = deployment;
  const verdicts = await verdictsOf({
    guards: guardsTyped(undefined),
    stages: [stage],
    assembly: async () => assembly,
    look: () => lookAtStage({ stage, deployed: { kind: 'aws' }, assembly, stacks, say }),
    letGo,
  });
  if (!passes(verdicts)) throw new Refusal(refusedWords(verdicts, stage.name));
  say(verdictText(verdicts).trimEnd());
}
