import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Refusal } from '../command.ts';
import { root } from '../tool.ts';

/** Has the CDK deploy stacks of a folder that is there already, and ends as it does. */
export function cdkDeploy(
  assembly: string,
  stacks: readonly string[],
  options: readonly string[] = [],
): Promise<void> {
  return new Promise((resolve, reject) => {
    const args = ['deploy', ...stacks, '--app', assembly, ...options];
    const cdk = spawn(join(root, 'node_modules', '.bin', 'cdk'), args, { cwd: root, stdio: 'inherit' });
    cdk.on('error', reject);
    cdk.on('close', (code) => {
      if (code === 0) resolve();
      else
        reject(new Refusal(`cdk deploy '${stacks.join(' ')}' failed, see above; nothing after it was done.`));
    });
  });
}
