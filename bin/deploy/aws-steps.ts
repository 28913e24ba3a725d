import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { RDSClient } from '@aws-sdk/client-rds';
import { pushImages } from '../../pipeline/build/push.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import { clientSettings } from '../client-settings.ts';
import { type GuardedDeployment, guardDeployment } from '../guard/guard-deployment.ts';
import { snapshotBeforeDeployment } from '../snapshot/snapshot-before.ts';
import { synthesize } from '../synthesis.ts';
import { root } from '../tool.ts';
import { refuseAsleep } from '../wake/refuse-asleep.ts';
import { beginDeployment } from './begin.ts';
import { cdkDeploy } from './cdk-deploy.ts';
import type { StageClaim } from './stage-claim.ts';

type Say = (sentence: string) => void;

/** What a deployment to AWS is made of. */
export interface AwsSteps {
  /** Refuses the wrong account and whoever comes second, before anything is touched. */
  begin(stage: StageDefinition, say: Say): Promise<StageClaim>;
  refuseAsleep(stage: StageDefinition): Promise<void>;
  /** Returns the folder that everything after it is deployed from. */
  synthesize(base: string | undefined): Promise<string>;
  guard(deployment: GuardedDeployment): Promise<void>;
  pushImages(images: { readonly base: string | undefined; readonly say: Say }): Promise<void>;
  snapshot(of: { readonly stage: StageDefinition; readonly say: Say }): Promise<void>;
  deploy(assembly: string, stacks: string): Promise<void>;
}

export const awsSteps: AwsSteps = {
  begin: beginDeployment,
  refuseAsleep: (stage) =>
    refuseAsleep(rdsOf(stage), stage, `npx shoal wake --stage ${stage.name}, then deploy again`),
  async synthesize(base) {
    const assembly = join(root, 'cdk.out');
    await synthesize({ into: assembly, base, validate: true });
    return assembly;
  },
  guard: guardDeployment,
  async pushImages({ base, say }) {
    await pushImages({ root, say, base });
  },
  snapshot: ({ stage, say }) =>
    snapshotBeforeDeployment({ stage, rds: rdsOf(stage), say, now: Date.now, pause: () => sleep(15_000) }),
  deploy: (assembly, stacks) => cdkDeploy(assembly, [stacks]),
};

function rdsOf({ region }: StageDefinition): RDSClient {
  return new RDSClient(clientSettings({ region }));
}
