import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { RDSClient } from '@aws-sdk/client-rds';
import { pushImages } from '../pipeline/build/push.ts';
import type { StageDefinition } from '../platform/stages.ts';
import { Refusal } from './command.ts';
import { guardDeployment } from './guard/guard-deployment.ts';
import { snapshotBeforeDeployment } from './snapshot/snapshot-before.ts';
import { synthesize } from './synthesis.ts';
import { root } from './tool.ts';
import { refuseAsleep } from './wake/refuse-asleep.ts';

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
 * which a first deployment can succeed.
 */
export async function deployToAws({ stage, base, letGo, say }: AwsDeployment): Promise<void> {
  const rds = new RDSClient({ region: stage.region });
  await refuseAsleep(rds, stage, `npx shoal wake --stage ${stage.name}, then deploy again`);
  const assembly = join(root, 'cdk.out');
  say('1 of 5: what this would change');
  await synthesize({ into: assembly, base, validate: true });
  await guardDeployment({ stage, assembly, letGo, say });
  say('2 of 5: the registry');
  await cdkDeploy(assembly, 'tools/registry');
  say('3 of 5: the images');
  await pushImages({ root, say, base });
  say('4 of 5: a snapshot');
  await snapshotBeforeDeployment({ stage, rds, say, now: Date.now, pause: () => sleep(15_000) });
  say(`5 of 5: ${stage.name}`);
  await cdkDeploy(assembly, `${stage.name}/**`);
}

function cdkDeploy(assembly: string, stacks: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const cdk = spawn(join(root, 'node_modules', '.bin', 'cdk'), ['deploy', stacks, '--app', assembly], {
      cwd: root,
      stdio: 'inherit',
    });
    cdk.on('error', reject);
    cdk.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Refusal(`cdk deploy '${stacks}' failed, see above; nothing after it was done.`));
    });
  });
}
