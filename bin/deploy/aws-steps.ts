import { join } from 'node:path';
import { pushImages } from '../../pipeline/build/push.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import { synthesize } from '../synthesis.ts';
import { root } from '../tool.ts';
import { beginDeployment } from './begin.ts';
import type { StageClaim } from './stage-claim.ts';
import { type StageSteps, stageSteps } from './stage-steps.ts';

type Say = (sentence: string) => void;

/** What a deployment to AWS is made of. */
export interface AwsSteps extends StageSteps {
  /** Refuses the wrong account and whoever comes second, before anything is touched. */
  begin(stage: StageDefinition, say: Say): Promise<StageClaim>;
  /** Returns the folder that everything after it is deployed from. */
  synthesize(base: string | undefined): Promise<string>;
  pushImages(images: { readonly base: string | undefined; readonly say: Say }): Promise<void>;
}

export const awsSteps: AwsSteps = {
  ...stageSteps,
  begin: beginDeployment,
  async synthesize(base) {
    const assembly = join(root, 'cdk.out');
    await synthesize({ into: assembly, base, validate: true });
    return assembly;
  },
  async pushImages({ base, say }) {
    await pushImages({ root, say, base });
  },
};
