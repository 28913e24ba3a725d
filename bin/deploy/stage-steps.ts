import { setTimeout as sleep } from 'node:timers/promises';
import { RDSClient } from '@aws-sdk/client-rds';
import type { StageDefinition } from '../../platform/stages.ts';
import { type GuardedDeployment, guardDeployment } from '../guard/guard-deployment.ts';
import { snapshotBeforeDeployment } from '../snapshot/snapshot-before.ts';
import { clientSettings } from '../stage/client-settings.ts';
import { refuseAsleep } from '../wake/refuse-asleep.ts';
import { cdkDeploy } from './cdk-deploy.ts';

/** What every deployment of a stage is made of, whoever made its templates. */
export interface StageSteps {
  refuseAsleep(stage: StageDefinition): Promise<void>;
  guard(deployment: GuardedDeployment): Promise<void>;
  snapshot(of: { readonly stage: StageDefinition; readonly say: (sentence: string) => void }): Promise<void>;
  deploy(assembly: string, stacks: readonly string[]): Promise<void>;
}

export const stageSteps: StageSteps = {
  refuseAsleep: (stage) =>
    refuseAsleep(rdsOf(stage), stage, `npx shoal wake --stage ${stage.name}, then deploy again`),
  guard: guardDeployment,
  snapshot: ({ stage, say }) =>
    snapshotBeforeDeployment({ stage, rds: rdsOf(stage), say, now: Date.now, pause: () => sleep(15_000) }),
  deploy: (assembly, stacks) => cdkDeploy(assembly, stacks),
};

function rdsOf({ region }: StageDefinition): RDSClient {
  return new RDSClient(clientSettings({ region }));
}
