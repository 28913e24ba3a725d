import { describe, expect, it } from '@jest/globals';
import { linesOf } from '../../../../pipeline/operations/doctor/gather-lines.ts';
import { StrictClient } from '../../release/strict-client.ts';

type Asked = { readonly nextToken?: string; readonly logStreamName: string };

function logsOf(...pages: readonly (readonly string[])[]) {
  return new StrictClient({
    GetLogEvents: ({ nextToken }: Asked) => {
      const page = nextToken === undefined ? 0 : Math.min(Number(nextToken), pages.length - 1);
      const events = (pages[page] ?? []).map((message) => ({ message }));
      return { events, nextBackwardToken: String(Math.min(page + 1, pages.length - 1)) };
    },
  });
}
const query = { group: '/shoal/dev/catalog', service: 'catalog', taskIds: ['1f2e'] };

describe('the last lines of a task', () => {
  it('are found on the page before an empty one', async () => {
    const logs = logsOf([], ['the port is taken']);
    expect(await linesOf(logs as never, query)).toEqual(['the port is taken']);
    expect(logs.inputsOf('GetLogEvents')[0]).toMatchObject({ logStreamName: 'catalog/catalog/1f2e' });
  });

  it('are none where the stream has none, however often it is asked', async () => {
    expect(await linesOf(logsOf([]) as never, query)).toEqual([]);
    expect(await linesOf(logsOf([], [], [], [], [], [], []) as never, query)).toEqual([]);
  });
});
