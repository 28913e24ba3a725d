import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Refusal } from '../command.ts';
import { root } from '../tool.ts';

export interface PreparedChangeSets {
  /** The folder whose templates are meant. */
  readonly assembly: string;
  readonly name: string;
  readonly paths: readonly string[];
}

/** What the CDK is told: the bucket, the roles and the parameters are those of the deployment that may follow. */
export function prepareArguments({ assembly, name, paths }: PreparedChangeSets): readonly string[] {
  return [
    'deploy',
    ...paths,
    '--app',
    assembly,
    '--exclusively',
    '--method',
    'prepare-change-set',
    '--change-set-name',
    name,
    '--require-approval',
    'never',
  ];
}

/** Has the CDK make the change sets, and execute none. What it says goes to stderr, since stdout is for the verdict. */
export function prepareChangeSets(prepared: PreparedChangeSets): Promise<void> {
  return new Promise((resolve, reject) => {
    const cdk = spawn(join(root, 'node_modules', '.bin', 'cdk'), prepareArguments(prepared), {
      cwd: root,
      stdio: ['ignore', process.stderr, process.stderr],
    });
    cdk.on('error', reject);
    cdk.on('close', (code) => {
      if (code === 0) resolve();
      else
        reject(
          new Refusal(
            'The change sets could not be made, see above: nobody knows what a deployment would change, and nothing was changed.',
          ),
        );
    });
  });
}
