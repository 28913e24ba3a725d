import type { StageDefinition } from '../platform/stages.ts';
import { type AwsSteps, awsSteps } from './deploy/aws-steps.ts';

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

/**
 * Synthesizes once, and deploys what the guards have seen: the registry, then the images, then the rest, the order in
 * which a first deployment can succeed. A step that throws leaves the ones after it undone.
 */
export async function deployToAws(
  { stage, base, letGo, say, now }: AwsDeployment,
  steps: AwsSteps = awsSteps,
): Promise<void> {
  const claim = await steps.begin(stage, say);
  const unchanged = `Nothing of ${stage.name} was changed.`;
  const at = (left: string): void => now(left, claim.free);
  at(unchanged);
  try {
    await steps.refuseAsleep(stage);
    say('1 of 5: what this would change');
    const assembly = await steps.synthesize(base);
    await steps.guard({ stage, assembly, letGo, say });
    say('2 of 5: the registry');
    at(`The registry may be deployed further by CloudFormation itself. ${unchanged}`);
    await steps.deploy(assembly, 'tools/registry');
    say('3 of 5: the images');
    at(`Images that were pushed stay, and nobody pulls them. ${unchanged}`);
    await steps.pushImages({ base, say });
    say('4 of 5: a snapshot');
    at(`A snapshot may be on its way: npx shoal snapshot --list --stage ${stage.name}. ${unchanged}`);
    await steps.snapshot({ stage, say });
    say(`5 of 5: ${stage.name}`);
    at(
      `CloudFormation goes on with the stacks of ${stage.name} that it has begun, or takes them back, and begins no others: npx shoal doctor --stage ${stage.name} says how they ended, and the same command goes on.`,
    );
    await steps.deploy(assembly, `${stage.name}/**`);
  } finally {
    await claim.free();
  }
}
