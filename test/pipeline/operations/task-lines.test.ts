import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { TaskLines } from '../../../pipeline/operations/task-lines.ts';
import { awsError, StrictClient } from '../release/strict-client.ts';

/** A stream in pages, some of them empty; the token after the last page comes back as it was given. */
let pages: string[][];
let told: string[];
/** What is written at these moments. */
let late: [number, string[]][];
let now: number;
let logs: StrictClient;
let lines: TaskLines;

beforeEach(() => {
  pages = [];
  told = [];
  late = [];
  now = 0;
  logs = new StrictClient({
    GetLogEvents: ({ nextToken = 'f/0' }: { nextToken?: string }) => {
      const at = Number(nextToken.slice(2));
      const page = pages[at];
      return {
        events: (page ?? []).map((message) => ({ message })),
        nextForwardToken: `f/${page === undefined ? at : at + 1}`,
      };
    },
  });
  lines = new TaskLines({
    logs: logs as unknown as Pick<CloudWatchLogsClient, 'send'>,
    logGroupName: '/shoal/dev/catalog',
    logStreamName: 'catalog/catalog/1f2e',
    line: (line) => told.push(line),
  });
});

const pace = {
  now: () => now,
  pause: async () => {
    now += 3000;
    for (const [, page] of late.filter(([at]) => at === now)) pages.push(page);
  },
};

describe('a look at what a task writes', () => {
  it('reads every page, the empty ones over', async () => {
    pages = [['one', 'two'], [], ['three'], [], [], ['the error']];
    expect(await lines.more()).toBe(4);
    expect(told).toEqual(['one', 'two', 'three', 'the error']);
  });

  it('goes on where the last one ended', async () => {
    pages = [['one']];
    await lines.more();
    pages.push(['two']);
    expect(await lines.more()).toBe(1);
    expect(told).toEqual(['one', 'two']);
  });

  it('sees nothing before the first line', async () => {
    logs.failNext('GetLogEvents', awsError('ResourceNotFoundException'));
    expect(await lines.more()).toBe(0);
  });

  it('tells no line twice when a later page is refused', async () => {
    pages = [['one'], ['two']];
    const send = logs.send;
    let calls = 0;
    const refusing = new TaskLines({
      logs: {
        send: async (command: never) => {
          calls += 1;
          if (calls === 2) throw awsError('ThrottlingException');
          return send(command);
        },
      } as unknown as Pick<CloudWatchLogsClient, 'send'>,
      logGroupName: '/shoal/dev/catalog',
      logStreamName: 'catalog/catalog/1f2e',
      line: (line) => told.push(line),
    });
    await expect(refusing.more()).rejects.toThrow('ThrottlingException');
    await refusing.more();
    expect(told).toEqual(['one', 'two']);
  });

  it('ends where pages go on being empty', async () => {
    pages = Array.from({ length: 1000 }, () => []);
    expect(await lines.more()).toBe(0);
    expect(logs.calls).toHaveLength(20);
  });
});

describe('the rest of what a task wrote', () => {
  it('is waited for until two looks bring nothing', async () => {
    late = [
      [3000, ['late']],
      [9000, ['the error']],
    ];
    await lines.rest(pace);
    expect(told).toEqual(['late', 'the error']);
    expect(now).toBe(15_000);
  });

  it('is over after two looks where nothing is late', async () => {
    await lines.rest(pace);
    expect(now).toBe(6000);
  });

  it('ends where lines never do', async () => {
    late = Array.from({ length: 100 }, (_, at) => [(at + 1) * 3000, ['on and on']]);
    await lines.rest(pace);
    expect(now).toBe(15_000);
  });
});
