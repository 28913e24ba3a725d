import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createLogsPlane, type LogsPlane } from '../../../rehearsal/logs/logs-plane.ts';

let folder: string;
let plane: LogsPlane;
let now = 0;

function open(): LogsPlane {
  return createLogsPlane({ stateFolder: folder, region: 'eu-central-1', now: () => now });
}
async function ask(operation: string, input: object): Promise<Record<string, never>> {
  return (await plane.apis[0]?.operations[operation]?.({ ...input })) as Record<string, never>;
}
async function messages(operation: string, input: object): Promise<readonly string[]> {
  const { events } = (await ask(operation, input)) as unknown as { events: { message: string }[] };
  return events.map(({ message }) => message);
}

beforeEach(() => {
  now = Date.parse('2026-01-01T00:00:00Z');
  folder = mkdtempSync(join(tmpdir(), 'shoal-logs-'));
  plane = open();
});
afterEach(async () => {
  await plane.close();
  rmSync(folder, { recursive: true, force: true });
});

const group = '/shoal/dev/catalog';
const stream = 'catalog/catalog/1';

describe('a log group', () => {
  it('keeps what is written to it over a restart', async () => {
    plane.groups.write(group, stream, '{"level":"info"}');
    await plane.close();
    plane = open();
    expect(await messages('GetLogEvents', { logGroupName: group, logStreamName: stream })).toEqual([
      '{"level":"info"}',
    ]);
  });

  it('has its last lines at hand, over all streams', () => {
    for (const line of ['one', 'two', 'three']) plane.groups.write(group, `stream-${line}`, line);
    expect(plane.groups.tail(group, 2)).toEqual(['two', 'three']);
    expect(plane.groups.tail('/unknown', 2)).toEqual([]);
  });

  it('drops the longest idle stream when there are more than 30', async () => {
    for (let i = 0; i < 31; i += 1) plane.groups.write(group, `stream-${i}`, 'hello');
    plane.groups.write(group, 'stream-1', 'still here');
    plane.groups.write(group, 'stream-31', 'new');
    const { logStreams } = (await ask('DescribeLogStreams', { logGroupName: group })) as unknown as {
      logStreams: { logStreamName: string }[];
    };
    const names = logStreams.map(({ logStreamName }) => logStreamName);
    expect(names).toHaveLength(30);
    expect(names).toContain('stream-1');
    expect(names).not.toContain('stream-0');
    expect(names).not.toContain('stream-2');
  });

  it('keeps a stream within bounds, and its newest lines', async () => {
    const line = 'x'.repeat(100_000);
    for (let i = 0; i < 50; i += 1) {
      plane.groups.write(group, stream, `${i} ${line}`);
      await plane.close();
    }
    const files = readdirSync(join(folder, 'logs', encodeURIComponent(group)));
    const sizes = files.map((file) => statSync(join(folder, 'logs', encodeURIComponent(group), file)).size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(2.4 * 1024 * 1024);
    expect((await messages('GetLogEvents', { logGroupName: group, logStreamName: stream })).at(-1)).toMatch(
      /^49 /,
    );
  });

  it('is readable as a file', async () => {
    plane.groups.write(group, stream, 'hello');
    await plane.close();
    const file = join(folder, 'logs', encodeURIComponent(group), `${encodeURIComponent(stream)}.log`);
    expect(readFileSync(file, 'utf8')).toBe('2026-01-01T00:00:00.000Z hello\n');
  });

  it('is made and deleted by its resource', async () => {
    const [type] = plane.types;
    const call = {
      stackName: 'dev-catalog',
      stackId: 'arn',
      logicalId: 'Log',
      type: '',
      progress: () => undefined,
    };
    const made = await type?.create({ ...call, properties: { LogGroupName: group, RetentionInDays: 7 } });
    expect(made).toEqual({
      physicalId: group,
      attributes: { Arn: `arn:aws:logs:eu-central-1:000000000000:log-group:${group}:*` },
    });
    expect(await ask('DescribeLogGroups', { logGroupNamePrefix: '/shoal' })).toMatchObject({
      logGroups: [{ logGroupName: group }],
    });
    await type?.delete({ ...call, physicalId: group, properties: {} });
    expect(await ask('DescribeLogGroups', {})).toEqual({ logGroups: [] });
  });
});

describe('reading', () => {
  it('pages forward from a token to what came after it', async () => {
    const input = { logGroupName: group, logStreamName: stream, startFromHead: true };
    for (const line of ['one', 'two', 'three']) plane.groups.write(group, stream, line);
    const first = (await ask('GetLogEvents', { ...input, limit: 2 })) as unknown as {
      nextForwardToken: string;
    };
    const second = { ...input, nextToken: first.nextForwardToken };
    expect(await messages('GetLogEvents', second)).toEqual(['three']);
    const { nextForwardToken } = (await ask('GetLogEvents', second)) as unknown as {
      nextForwardToken: string;
    };
    expect(await messages('GetLogEvents', { ...input, nextToken: nextForwardToken })).toEqual([]);
    plane.groups.write(group, stream, 'four');
    expect(await messages('GetLogEvents', { ...input, nextToken: nextForwardToken })).toEqual(['four']);
  });

  it('gives no page of more than 1 MB, and the given token back at the end', async () => {
    const line = 'x'.repeat(400_000);
    for (const at of [1, 2, 3, 4, 5]) plane.groups.write(group, stream, `${at} ${line}`);
    const read = async (input: object) => {
      const { events, ...tokens } = (await ask('GetLogEvents', {
        logGroupName: group,
        logStreamName: stream,
        ...input,
      })) as unknown as {
        events: { message: string }[];
        nextForwardToken: string;
        nextBackwardToken: string;
      };
      return { ...tokens, lines: events.map(({ message }) => message[0]).join('') };
    };
    const pages = [await read({ startFromHead: true })];
    for (let at = 0; at < 4; at += 1) {
      pages.push(await read({ startFromHead: true, nextToken: pages.at(-1)?.nextForwardToken }));
    }
    expect(pages.map(({ lines }) => lines)).toEqual(['12', '34', '5', '', '']);
    const tokens = pages.map(({ nextForwardToken }) => nextForwardToken);
    expect(new Set(tokens).size).toBe(3);
    expect(tokens.slice(2)).toEqual([tokens[2], tokens[2], tokens[2]]);
    const newest = await read({});
    expect(newest.lines).toBe('45');
    expect((await read({ nextToken: newest.nextBackwardToken })).lines).toBe('23');
  });

  it('pages backward from the newest', async () => {
    for (const line of ['one', 'two', 'three']) plane.groups.write(group, stream, line);
    const input = { logGroupName: group, logStreamName: stream, limit: 2 };
    expect(await messages('GetLogEvents', input)).toEqual(['two', 'three']);
    const { nextBackwardToken } = (await ask('GetLogEvents', input)) as unknown as {
      nextBackwardToken: string;
    };
    expect(await messages('GetLogEvents', { ...input, nextToken: nextBackwardToken })).toEqual(['one']);
  });

  it('merges streams by time and filters by time and pattern', async () => {
    plane.groups.write(group, 'a', 'ERROR one');
    now += 10;
    plane.groups.write(group, 'b', 'INFO two');
    now += 10;
    plane.groups.write(group, 'a', 'ERROR three timeout');
    expect(await messages('FilterLogEvents', { logGroupName: group })).toHaveLength(3);
    expect(
      await messages('FilterLogEvents', { logGroupName: group, filterPattern: 'ERROR -timeout' }),
    ).toEqual(['ERROR one']);
    expect(await messages('FilterLogEvents', { logGroupName: group, startTime: now })).toEqual([
      'ERROR three timeout',
    ]);
    const { events } = (await ask('FilterLogEvents', { logGroupName: group })) as unknown as {
      events: { eventId: string }[];
    };
    expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(3);
  });

  it('names the groups there are when one is not there', async () => {
    plane.groups.write(group, stream, 'hello');
    await expect(messages('FilterLogEvents', { logGroupName: '/shoal/dev/carts' })).rejects.toThrow(
      `does not exist: '/shoal/dev/carts'. There are: ${group}`,
    );
  });
});
