import type { StageDefinition } from '../platform/stages.ts';
import { type AwsSteps, awsSteps } from './deploy/aws-steps.ts';

export interface AwsDeployment {
  readonly stage: StageDefinition;
  /** The week whose base layers the images stand on. */
  readonly base: string | undefined;
  /** What somebody has decided to lose, by its address. */
  readonly letGo: readonly string[];
  readonly say: (sentence: string) => void;
}

/**
 * Synthesizes once, and deploys what the guards have seen: the registry, then the images, then the rest, the order in
 * which a first deployment can succeed. A step that throws leaves the ones after it undone.
 */
export async function deployToAws(
  { stage, base, letGo, say }: AwsDeployment,
  steps: AwsSteps = awsSteps,
): Promise<void> {
  await steps.refuseAsleep(stage);
  say('1 of 5: what this would change');
  const assembly = await steps.synthesize(base);
  await steps.guard({ stage, assembly, letGo, say });
  say('2 of 5: the registry');
  await steps.deploy(assembly, 'tools/registry');
  say('3 of 5: the images');
  await steps.pushImages({ base, say });
  say('4 of 5: a snapshot');
  await steps.snapshot({ stage, say });
  say(`5 of 5: ${stage.name}`);
  await steps.deploy(assembly, `${stage.name}/**`);
}
