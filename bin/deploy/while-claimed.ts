import type { StageDefinition } from '../../platform/stages.ts';
import type { AwsSteps } from './aws-steps.ts';
import { leftBehind } from './left-behind.ts';

export interface AwsDeployment {
  readonly stage: StageDefinition;
  /** The week whose base layers the images stand on. */
  readonly base: string | undefined;
  /** What somebody has decided to lose, by its address. */
  readonly letGo: readonly string[];
  readonly say: (sentence: string) => void;
  /** Told what is done and what goes on by itself, for whoever interrupts it; and how to let others deploy again. */
  readonly now: (left: string, free: () => Promise<void>) => void;
}

/** Deploys a stage that is awake while nobody else may, and lets others again however that ends. */
export async function whileClaimed(
  { stage, say, now }: AwsDeployment,
  steps: AwsSteps,
  deploy: (at: (left: string) => void, left: ReturnType<typeof leftBehind>) => Promise<void>,
): Promise<void> {
  const { free } = await steps.begin(stage, say);
  const left = leftBehind(stage.name, ` --stage ${stage.name}`);
  now(left.nothing, free);
  try {
    await steps.refuseAsleep(stage);
    await deploy((words) => now(words, free), left);
  } finally {
    await free();
  }
}
