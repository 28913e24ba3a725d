import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { RDSClient } from '@aws-sdk/client-rds';
import { pushImages } from '../pipeline/build/push.ts';
import type { StageDefinition } from '../platform/stages.ts';
import { Refusal } from './command.ts';
import { root } from './tool.ts';
import { refuseAsleep } from './wake/refuse-asleep.ts';

export interface AwsDeployment {
  readonly stage: StageDefinition;
  /** The week whose base layers the images stand on. */
  readonly base: string | undefined;
  readonly say: (sentence: string) => void;
}

/** The registry, then the images, then the rest: the order in which a first deployment can succeed. */
export async function deployToAws({ stage, base, say }: AwsDeployment): Promise<void> {
  await refuseAsleep(
    new RDSClient({ region: stage.region }),
    stage,
    `npx shoal wake --stage ${stage.name}, then deploy again`,
  );
  say('1 of 3: the registry');
  await cdkDeploy('tools/registry');
  say('2 of 3: the images');
  await pushImages({ root, say, base });
  say(`3 of 3: ${stage.name}`);
  await cdkDeploy(`${stage.name}/**`, ...(base === undefined ? [] : ['--context', `base=${base}`]));
}

function cdkDeploy(stacks: string, ...more: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const cdk = spawn(join(root, 'node_modules', '.bin', 'cdk'), ['deploy', stacks, ...more], {
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
