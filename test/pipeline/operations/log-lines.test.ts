import { describe, expect, it } from '@jest/globals';
import { logLines } from '../../../pipeline/operations/log-lines.ts';

const event = (eventId: string, timestamp: number) => ({ eventId, timestamp, message: `line ${eventId}` });

/** Answers one after the other, and what was asked for. */
function logsWith(...answers: readonly (object | Error)[]) {
  const asked: Record<string, unknown>[] = [];
  const client = {
    send: async ({ input }: { readonly input: Record<string, unknown> }) => {
      const answer = answers[asked.length] ?? {};
      asked.push(input);
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  return { client: client as never, asked };
}

async function all(lines: AsyncIterable<string>): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const line of lines) found.push(line);
  return found;
}

/** Stops following after so many looks. */
function looks(count: number) {
  let left = count;
  return async () => {
    left -= 1;
    if (left === 0) throw new Error('enough');
  };
}

const query = { group: '/shoal/dev/catalog', since: 1_000_000, matching: undefined };

describe('the lines of a log', () => {
  it('are those of every page, with the text in them that is looked for', async () => {
    const { client, asked } = logsWith(
      { events: [event('1', 1)], nextToken: 'more' },
      { events: [event('2', 2)] },
    );
    expect(await all(logLines(client, { ...query, matching: '4bf92f3577b34da6' }))).toEqual([
      'line 1',
      'line 2',
    ]);
    expect(asked).toMatchObject([
      { logGroupName: '/shoal/dev/catalog', startTime: 1_000_000, filterPattern: '"4bf92f3577b34da6"' },
      { nextToken: 'more' },
    ]);
  });

  it('come once each where they are followed, late ones too', async () => {
    const found: string[] = [];
    const { client, asked } = logsWith(
      { events: [event('1', 2_000_000)] },
      { events: [event('late', 1_995_000), event('1', 2_000_000)] },
    );
    const following = async () => {
      for await (const line of logLines(client, { ...query, pause: looks(2) })) found.push(line);
    };
    await expect(following()).rejects.toThrow('enough');
    expect(found).toEqual(['line 1', 'line late']);
    expect(asked[1]).toMatchObject({ startTime: 1_990_000 });
  });

  it('go on after AWS asked to come again later, unless nobody follows them', async () => {
    const throttled = Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' });
    const found: string[] = [];
    const { client } = logsWith(throttled, { events: [event('1', 2_000_000)] });
    const following = async () => {
      for await (const line of logLines(client, { ...query, pause: looks(2) })) found.push(line);
    };
    await expect(following()).rejects.toThrow('enough');
    expect(found).toEqual(['line 1']);
    await expect(all(logLines(logsWith(throttled).client, query))).rejects.toThrow('Rate exceeded');
  });
});
