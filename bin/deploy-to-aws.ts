import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pushImages } from '../pipeline/build/push.ts';
import type { StageDefinition } from '../platform/stages.ts';
import { Refusal } from './command.ts';
import { root } from './tool.ts';

/** The registry, then the images, then the rest: the order in which a first deployment can succeed. */
export async function deployToAws(stage: StageDefinition, say: (sentence: string) => void): Promise<void> {
  say('1 of 3: the registry');
  await cdkDeploy('tools/registry');
  say('2 of 3: the images');
  await pushImages({ root, say });
  say(`3 of 3: ${stage.name}`);
  await cdkDeploy(`${stage.name}/**`);
}

function cdkDeploy(stacks: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const cdk = spawn(join(root, 'node_modules', '.bin', 'cdk'), ['deploy', stacks], {
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
