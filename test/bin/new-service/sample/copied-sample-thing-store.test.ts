import { describe, expect, it } from '@jest/globals';
import { CopiedSampleThingStore } from '../../../../bin/new-service/sample/copied-sample-thing-store.ts';
import { InMemorySampleThingStore } from '../../../../bin/new-service/sample/in-memory-sample-thing-store.ts';
import { createCacheAside } from '../../../../services/kit/cache/cache-aside.ts';
import { createFakeClock } from '../../../services/kit/support/fake-clock.ts';
import { createMemoryCache } from '../../../services/kit/support/memory-cache.ts';
import { recordedLog } from '../../../services/kit/support/recorded-log.ts';

const thing = {
  id: '00000000-0000-4000-8000-000000000001',
  owner: 'kim',
  name: 'The first',
  madeAt: new Date('2026-01-02T03:04:05.678Z'),
};

function copied() {
  const { log } = recordedLog();
  const clock = createFakeClock(Date.now());
  const asked: string[] = [];
  const kept = new InMemorySampleThingStore();
  const store = new CopiedSampleThingStore(
    {
      add: (added) => kept.add(added),
      find: (id) => {
        asked.push(id);
        return kept.find(id);
      },
    },
    createCacheAside({ cache: createMemoryCache(clock), log, clock }),
  );
  return { store, asked };
}

describe('copies of sample things', () => {
  it('are read once from where they are kept', async () => {
    const { store, asked } = copied();
    await store.add(thing);
    expect(await store.find(thing.id)).toEqual(thing);
    expect(await store.find(thing.id)).toEqual(thing);
    expect(asked).toEqual([thing.id]);
  });

  it('do not hide one that is added after it was missed', async () => {
    const { store } = copied();
    expect(await store.find(thing.id)).toBeUndefined();
    await store.add(thing);
    expect(await store.find(thing.id)).toEqual(thing);
  });
});
