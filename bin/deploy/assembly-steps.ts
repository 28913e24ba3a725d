import { setTimeout as sleep } from 'node:timers/promises';
import { RDSClient } from '@aws-sdk/client-rds';
import type { StageDefinition } from '../../platform/stages.ts';
import { callerFor } from '../caller.ts';
import { clientSettings } from '../client-settings.ts';
import { type GuardedDeployment, guardDeployment } from '../guard/guard-deployment.ts';
import { snapshotBeforeDeployment } from '../snapshot/snapshot-before.ts';
import { refuseAsleep } from '../wake/refuse-asleep.ts';
import { cdkDeploy } from './cdk-deploy.ts';

/** What a deployment of an assembly is made of. */
export interface AssemblySteps {
  refuseWrongAccount(place: Pick<StageDefinition, 'name' | 'region' | 'account'>): Promise<void>;
  refuseAsleep(stage: StageDefinition): Promise<void>;
  guard(deployment: GuardedDeployment): Promise<void>;
  snapshot(of: { readonly stage: StageDefinition; readonly say: (sentence: string) => void }): Promise<void>;
  deploy(assembly: string, stacks: readonly string[]): Promise<void>;
}

/**
 * Alone, since what they stand on is deployed by another pipeline. And there is no terminal on which the CDK could ask
 * whether somebody may be allowed more: that was for whoever read the change before it was on the branch.
 */
const inAPipeline = ['--exclusively', '--require-approval', 'never'];

export const assemblySteps: AssemblySteps = {
  async refuseWrongAccount(place) {
    await callerFor(place);
  },
  refuseAsleep: (stage) =>
    refuseAsleep(rdsOf(stage), stage, `npx shoal wake --stage ${stage.name}, then deploy again`),
  guard: guardDeployment,
  snapshot: ({ stage, say }) =>
    snapshotBeforeDeployment({ stage, rds: rdsOf(stage), say, now: Date.now, pause: () => sleep(15_000) }),
  deploy: (assembly, stacks) => cdkDeploy(assembly, stacks, inAPipeline),
};

function rdsOf({ region }: StageDefinition): RDSClient {
  return new RDSClient(clientSettings({ region }));
}
