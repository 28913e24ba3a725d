import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { imageTagOf } from '../../pipeline/build/image-tag.ts';
import { readStageAssembly } from '../../pipeline/guards/assembly-templates.ts';
import { deployedTemplates } from '../../pipeline/guards/deployed-templates.ts';
import { type Renewal, renewalOf } from '../../pipeline/guards/renewal.ts';
import { services } from '../../platform/services.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import { Refusal } from '../command.ts';
import { clientSettings } from '../stage/client-settings.ts';
import { root } from '../tool.ts';
import { assemblySteps } from './assembly-steps.ts';
import { type AwsSteps, awsSteps } from './aws-steps.ts';
import { type AwsDeployment, whileClaimed } from './while-claimed.ts';

/** What a release on fresh base layers is made of. */
export interface RenewalSteps extends AwsSteps {
  renewal(stage: StageDefinition, assembly: string): Promise<Renewal>;
}

export const renewalSteps: RenewalSteps = {
  ...awsSteps,
  async renewal(stage, assembly) {
    const cloudformation = new CloudFormationClient(clientSettings({ region: stage.region }));
    return renewalOf({
      stage: stage.name,
      contents: new Map(services.map(({ name }) => [name, imageTagOf({ service: name, root })])),
      synthesized: readStageAssembly(assembly, stage.name).templates,
      deployed: await deployedTemplates(cloudformation, stage.name),
    });
  },
  deploy: assemblySteps.deploy,
};

/**
 * Releases what runs in a stage on other base layers, and nothing else: what waits on the branch for somebody to agree to
 * it goes on waiting, and is named at the end.
 */
export async function renewOnAws(
  deployment: AwsDeployment,
  steps: RenewalSteps = renewalSteps,
): Promise<void> {
  const { stage, base, letGo, say } = deployment;
  await whileClaimed(deployment, steps, async (at, left) => {
    const assembly = await steps.synthesize(base);
    const { renewed, waiting } = await steps.renewal(stage, assembly);
    if (renewed.length > 0) {
      const stacks = renewed.map((service) => `${stage.name}-${service}`);
      say(`1 of 4: what this would change in ${stacks.join(', ')}`);
      await steps.guard({ stage, assembly, stacks, letGo, say });
      say('2 of 4: the images');
      at(left.images);
      await steps.pushImages({ base, say });
      say('3 of 4: a snapshot');
      at(left.snapshot);
      await steps.snapshot({ stage, say });
      say(`4 of 4: ${renewed.join(', ')} in ${stage.name}`);
      at(left.stacks);
      await steps.deploy(
        assembly,
        renewed.map((service) => `${stage.name}/${service}`),
      );
    }
    if (waiting.length > 0) throw new Refusal(waitingWords(stage.name, { renewed, waiting }));
  });
}

function waitingWords(stage: string, { renewed, waiting }: Renewal): string {
  const done = renewed.length > 0 ? `${renewed.join(', ')} run on fresh base layers. ` : '';
  return `${done}Not renewed in ${stage}: ${waiting.join(', ')}, because the branch holds more of them than other base layers. Their pipelines bring that, with its layers, once somebody agrees to it; or check out the commit that runs there, and repeat this.`;
}
