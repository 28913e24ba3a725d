import { describe, expect, it } from '@jest/globals';
import { type Cache, createCache } from '../../../../services/kit/cache/cache.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { type CacheNode, startCacheNodes } from '../support/start-cache-nodes.ts';

const well: CacheNode['answer'] = (command) =>
  ({ ping: '+PONG\r\n', mget: '*1\r\n$3\r\nnew\r\n', set: '+OK\r\n' })[command];

async function connected(answers: readonly CacheNode['answer'][]) {
  const { port, nodes, close } = await startCacheNodes(answers);
  const clock = createFakeClock();
  const cache = createCache(
    {
      host: '127.0.0.1',
      port,
      prefix: 'p:',
      user: undefined,
      password: undefined,
      authorityFile: undefined,
      tls: false,
    },
    { log: recordedLog().log, clock },
  );
  await until(() => reaches(cache));
  return { cache, clock, nodes, close: async () => void (await Promise.all([cache.close(), close()])) };
}

const reaches = (cache: Cache): Promise<boolean> =>
  cache.ping().then(
    () => true,
    () => false,
  );

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setImmediate(resolve));
}

describe('the connection to a cache', () => {
  it('is left for another where its node answers no probe any more, and closes nothing', async () => {
    const { cache, clock, nodes, close } = await connected([well, well]);
    const [lost] = nodes;
    if (lost !== undefined) lost.answer = () => undefined;
    await expect(cache.get('a')).resolves.toBeUndefined();
    await until(async () => {
      await clock.advance(500);
      return lost?.commands.length === 5;
    });
    await until(() => nodes.length > 1);
    expect(lost?.commands).toEqual(['ping', 'mget', 'ping', 'ping', 'ping']);
    await until(async () => {
      await clock.advance(500);
      return (await cache.get('a'))?.toString() === 'new';
    });
    expect(nodes).toHaveLength(2);
    await close();
  });

  it('is left for another where its node is the primary no more', async () => {
    const demoted: CacheNode['answer'] = (command) =>
      command === 'set' ? "-READONLY You can't write against a read only replica.\r\n" : well(command);
    const { cache, nodes, close } = await connected([demoted, well]);
    await cache.set('a', 'new', 1000);
    await until(() => nodes.length > 1);
    expect(nodes[0]?.commands).toEqual(['ping', 'set']);
    await until(() => reaches(cache));
    await close();
  });
});
