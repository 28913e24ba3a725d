import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { registerTask } from '../../../lib/resilience/register-task.ts';
import { soon } from '../../support/soon.ts';

const task = 'arn:aws:ecs:eu-central-1:000000000000:task/staging/1';
let folder: string;
let running: ChildProcess | undefined;

/** Programs of the image, which write down how they were called. */
function program(name: string, script: string): void {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/bash\necho "${name} $*" >> "${folder}/calls"\n${script}\n`);
  chmodSync(path, 0o755);
}

const calls = (): readonly string[] =>
  existsSync(join(folder, 'calls')) ? readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n') : [];

/** Gives all calls once one of them begins so. */
const callsOnce = (beginning: string): Promise<readonly string[]> =>
  soon(
    async () => calls(),
    (found) => found.some((call) => call.startsWith(beginning)),
  );

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shoal-agent-'));
  program('dnf', '');
  program('curl', `echo '{"AvailabilityZone":"eu-central-1a","TaskARN":"${task}"}'`);
  program(
    'jq',
    `case "\${@: -1}" in /var/lib/*) echo mi-1; exit;; esac; exec '${process.execPath}' -e 'const [field] = process.argv.slice(-1); const text = require("node:fs").readFileSync(0, "utf8"); console.log(JSON.parse(text)[field.slice(1)])' -- "\${@: -1}"`,
  );
  program(
    'aws',
    `case "$2" in create-activation) echo '{"ActivationId":"id-1","ActivationCode":"code-1"}';; esac`,
  );
  program('amazon-ssm-agent', 'case "$1" in -register) exit 0;; esac; exec sleep 30');
});

afterEach(() => {
  running?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

function start(): ChildProcess {
  running = spawn('/bin/bash', ['-c', registerTask], {
    env: {
      PATH: `${folder}:/usr/bin:/bin`,
      ECS_CONTAINER_METADATA_URI_V4: 'http://169.254.170.2/v4/1',
      MANAGED_INSTANCE_ROLE_NAME: 'staging-catalog-faults',
    },
    stdio: 'ignore',
  });
  return running;
}

describe('the agent beside a task', () => {
  it('registers the task under the tags by which an experiment finds it', async () => {
    start();
    const made = await callsOnce('amazon-ssm-agent -register');
    expect(made).toContain(
      `aws ssm create-activation --iam-role staging-catalog-faults --tags Key=ECS_TASK_ARN,Value=${task} Key=ECS_TASK_AVAILABILITY_ZONE,Value=eu-central-1a Key=FAULT_INJECTION_SIDECAR,Value=true`,
    );
    expect(made).toContain('amazon-ssm-agent -register -code code-1 -id id-1 -region eu-central-1');
  });

  it('leaves no trace when the task stops', async () => {
    const child = start();
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await callsOnce('amazon-ssm-agent -register');
    child.kill('SIGTERM');
    await ended;
    expect(calls().filter((call) => call.startsWith('aws ssm de'))).toEqual([
      'aws ssm delete-activation --activation-id id-1',
      'aws ssm deregister-managed-instance --instance-id mi-1',
    ]);
  });

  it('ends at once where it cannot register, which leaves the task alone', async () => {
    program('aws', 'exit 254');
    const child = start();
    await expect(new Promise((resolve) => child.once('exit', resolve))).resolves.toBe(254);
    expect(calls().some((call) => call.startsWith('amazon-ssm-agent'))).toBe(false);
  });
});
