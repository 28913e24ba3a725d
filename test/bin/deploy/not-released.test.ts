import { describe, expect, it } from '@jest/globals';
import { notReleased } from '../../../bin/deploy/not-released.ts';
import { tellingLine } from '../../../bin/deploy/telling-line.ts';

const since = new Date('2026-11-21T04:00:00Z');
const sentence =
  "service 'catalog': migration dev-catalog-migrate:13 exited with 1. Its last lines are in log group /shoal/dev/catalog, stream of task 1f2e. Next: npx shoal logs catalog";
const cause = `Migration: Received response status [FAILED] from custom resource. Message returned: ${sentence} (logs: /aws/lambda/dev-catalog-onEvent) (RequestId: 0a1b-2c3d)`;

interface Told {
  readonly status?: string;
  readonly exitCode?: number;
  readonly stoppedAt?: Date;
  readonly lines?: readonly string[];
}

/** What is said of a release whose migration stopped so, and wrote that. */
async function told({
  status = 'UPDATE_ROLLBACK_COMPLETE',
  exitCode = 1,
  stoppedAt = since,
  lines = [],
}: Told) {
  const task = {
    taskArn: 'arn:aws:ecs:eu-central-1:000000000000:task/dev/1f2e',
    taskDefinitionArn: 'arn:aws:ecs:eu-central-1:000000000000:task-definition/dev-catalog-migrate:13',
    stoppedAt,
    containers: [{ name: 'catalog', exitCode }],
  };
  const ecs = {
    send: async ({ input }: { readonly input: { readonly family?: string; readonly tasks?: unknown } }) =>
      input.tasks === undefined
        ? { taskArns: input.family === 'dev-catalog-migrate' ? [task.taskArn] : [] }
        : { tasks: [task] },
  };
  const asked: unknown[] = [];
  const logs = {
    send: async ({ input }: { readonly input: object }) => {
      asked.push(input);
      return { events: lines.map((message) => ({ message })), nextBackwardToken: 'b/1' };
    },
  };
  const said = await notReleased({
    ecs: ecs as never,
    logs: logs as never,
    stage: 'dev',
    service: 'catalog',
    since,
    outcome: { status, succeeded: false, cause },
  });
  return { said, asked };
}

describe('what is said of a release that failed', () => {
  it('is the sentence of what failed without its wrapping, and what its task wrote', async () => {
    const { said, asked } = await told({
      lines: [
        '{"level":"info","message":"migrating 0004-foo"}',
        `{"level":"error","message":"migrating failed","error":{"message":"migration '0004-foo', statement 1 of 1 failed: near FOO"}}`,
      ],
    });
    expect(said).toEqual([
      'catalog was not released (UPDATE_ROLLBACK_COMPLETE), what ran before still serves.',
      `Migration: ${sentence}`,
      "Task 1f2e of dev-catalog-migrate:13 wrote: migrating failed: migration '0004-foo', statement 1 of 1 failed: near FOO",
    ]);
    expect(asked[0]).toMatchObject({
      logGroupName: '/shoal/dev/catalog',
      logStreamName: 'catalog/catalog/1f2e',
    });
  });

  it('is no line of a task that ended as it was told, or before this release', async () => {
    const lines = ['{"level":"error","message":"of another time"}'];
    const before = new Date(since.getTime() - 1);
    expect((await told({ lines, exitCode: 0 })).said).toHaveLength(2);
    expect((await told({ lines, stoppedAt: before })).said).toHaveLength(2);
  });

  it('claims of nothing that it still serves where nothing ever did', async () => {
    const { said } = await told({ status: 'ROLLBACK_COMPLETE' });
    expect(said[0]).toBe(
      'catalog was not released (ROLLBACK_COMPLETE), and nothing of it serves, since it was never deployed before.',
    );
  });
});

describe('the line that says why a task failed', () => {
  it('is what was thrown, not the stack below it', () => {
    const lines = [
      'file:///app/main.js:1',
      "throw new Error('boom at import');",
      '      ^',
      '',
      'Error: boom at import',
      '    at file:///app/main.js:1:7',
      '',
      'Node.js v24.21.0',
    ];
    expect(tellingLine(lines)).toBe('Error: boom at import');
  });

  it('is the last that is no trace, where nothing is thrown', () => {
    expect(tellingLine(['starting', 'no such file: /app/main.js', '    at load'])).toBe(
      'no such file: /app/main.js',
    );
    expect(tellingLine([])).toBeUndefined();
  });
});
