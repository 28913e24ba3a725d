import { describe, expect, it } from '@jest/globals';
import { errorsWritten } from '../../../bin/pipeline/errors-written.ts';

const lines = [
  '{"level":"info","message":"no error here"}',
  '{"level":"error","message":"the schema could not be migrated","error":{"message":"no table nowhere"}}',
  '{"level":"error","message":"the schema could not be migrated","error":{"message":"no table nowhere"}}',
  'an error that is no JSON',
  '{"level":"error","message":"2"}',
  '{"level":"error","message":"3"}',
];

describe('what the tasks of a service wrote of errors', () => {
  it('is told in sentences, each once, the newest of them', async () => {
    const asked: unknown[] = [];
    const send = async ({ input }: { input: unknown }) => {
      asked.push(input);
      return {
        events: lines.map((message, index) => ({ message, eventId: String(index), timestamp: index })),
      };
    };
    expect(await errorsWritten({ send } as never, { group: '/shoal/dev/catalog', since: 5 })).toEqual([
      'the schema could not be migrated: no table nowhere',
      '2',
      '3',
    ]);
    expect(asked).toEqual([{ logGroupName: '/shoal/dev/catalog', startTime: 5, filterPattern: '"error"' }]);
  });
});
