import { describe, expect, it } from '@jest/globals';
import { execArgs, pasted, prompt } from '../../../pipeline/operations/exec-plan.ts';

const plan = {
  cluster: 'dev',
  taskId: '1f2e3d4c5b6a7988',
  container: 'catalog',
  command: prompt,
  region: 'eu-central-1',
};

describe('a session in a task', () => {
  it('is what the AWS CLI opens, in the region of the stage', () => {
    expect(pasted(['aws', ...execArgs(plan)])).toBe(
      'aws ecs execute-command --region eu-central-1 --cluster dev --task 1f2e3d4c5b6a7988 --container catalog --interactive --command /nodejs/bin/node',
    );
  });

  it('keeps a command of several words together', () => {
    const command = `/nodejs/bin/node -p 'process.memoryUsage()'`;
    expect(pasted(execArgs({ ...plan, command }))).toContain(
      `--command '/nodejs/bin/node -p '\\''process.memoryUsage()'\\'''`,
    );
  });
});
