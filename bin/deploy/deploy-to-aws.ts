import { type AwsSteps, awsSteps } from './aws-steps.ts';
import { type AwsDeployment, whileClaimed } from './while-claimed.ts';

/**
 * Synthesizes once, and deploys what the guards have seen: the registry, then the images, then the rest, the order in
 * which a first deployment can succeed. A step that throws leaves the ones after it undone.
 */
export async function deployToAws(deployment: AwsDeployment, steps: AwsSteps = awsSteps): Promise<void> {
  const { stage, base, letGo, say } = deployment;
  await whileClaimed(deployment, steps, async (at, left) => {
    say('1 of 5: what this would change');
    const assembly = await steps.synthesize(base);
    await steps.guard({ stage, assembly, letGo, say });
    say('2 of 5: the registry');
    at(`The registry may be deployed further by CloudFormation itself. ${left.nothing}`);
    await steps.deploy(assembly, ['tools/registry']);
    say('3 of 5: the images');
    at(left.images);
    await steps.pushImages({ base, say });
    say('4 of 5: a snapshot');
    at(left.snapshot);
    await steps.snapshot({ stage, say });
    say(`5 of 5: ${stage.name}`);
    at(left.stacks);
    await steps.deploy(assembly, [`${stage.name}/**`]);
  });
}
