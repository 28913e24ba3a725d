import { describe, expect, it } from '@jest/globals';
import { batchByTick } from '../../../../services/kit/batching/batch-by-tick.ts';

function recorded(most?: number) {
  const loads: (readonly number[])[] = [];
  const get = batchByTick<number, string>(async (keys) => {
    loads.push(keys);
    return new Map(keys.filter((key) => key > 0).map((key) => [key, `value ${key}`]));
  }, most);
  return { loads, get };
}

describe('a batch', () => {
  it('loads at once what one turn of the event loop asks for, equal keys once', async () => {
    const { loads, get } = recorded();
    expect(await Promise.all([get(1), get(2), get(1), get(-1)])).toEqual([
      'value 1',
      'value 2',
      'value 1',
      undefined,
    ]);
    expect(await get(1)).toBe('value 1');
    expect(loads).toEqual([[1, 2, -1], [1]]);
  });

  it('is split where it grows too long', async () => {
    const { loads, get } = recorded(2);
    await Promise.all([get(1), get(2), get(3)]);
    expect(loads).toEqual([[1, 2], [3]]);
  });

  it('fails everybody in it, and nobody after it', async () => {
    let failing = true;
    const get = batchByTick<number, string>(async (keys) => {
      if (failing) throw new Error('down');
      return new Map(keys.map((key) => [key, 'up']));
    });
    expect((await Promise.allSettled([get(1), get(2)])).map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
    ]);
    failing = false;
    expect(await get(1)).toBe('up');
  });
});
