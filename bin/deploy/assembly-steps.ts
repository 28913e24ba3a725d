import type { StageDefinition } from '../../platform/stages.ts';
import { callerFor } from '../stage/caller.ts';
import { cdkDeploy } from './cdk-deploy.ts';
import { type StageSteps, stageSteps } from './stage-steps.ts';

/** What a deployment of an assembly is made of. */
export interface AssemblySteps extends StageSteps {
  refuseWrongAccount(place: Pick<StageDefinition, 'name' | 'region' | 'account'>): Promise<void>;
}

/**
 * Alone, since what they stand on is deployed by another pipeline. And there is no terminal on which the CDK could ask
 * whether somebody may be allowed more: that was for whoever read the change before it was on the branch.
 */
const inAPipeline = ['--exclusively', '--require-approval', 'never'];

export const assemblySteps: AssemblySteps = {
  ...stageSteps,
  async refuseWrongAccount(place) {
    await callerFor(place);
  },
  deploy: (assembly, stacks) => cdkDeploy(assembly, stacks, inAPipeline),
};
