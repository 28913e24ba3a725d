import { describe, expect, it } from '@jest/globals';
import { groupCommit } from '../../../../services/kit/batching/group-commit.ts';

describe('a group commit', () => {
  const recorded = (most?: number) => {
    const commits: (readonly number[])[] = [];
    const write = groupCommit<number, string>({
      commit: async (items) => {
        commits.push(items);
        await new Promise((resolve) => setImmediate(resolve));
        if (items.includes(13)) throw new Error('unlucky');
        return items.map((item) => `wrote ${item}`);
      },
      isOfAnItem: (error) => error instanceof Error && error.message === 'unlucky',
      ...(most === undefined ? {} : { most }),
    });
    return { write, commits };
  };

  it('writes together what comes in one turn, and what comes while it writes', async () => {
    const { write, commits } = recorded();
    const first = Promise.all([write(1), write(2)]);
    await new Promise((resolve) => setImmediate(resolve));
    const second = Promise.all([write(3), write(4)]);
    expect(await first).toEqual(['wrote 1', 'wrote 2']);
    expect(await second).toEqual(['wrote 3', 'wrote 4']);
    expect(commits).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it('writes no more than so many at once', async () => {
    const { write, commits } = recorded(2);
    await Promise.all([1, 2, 3, 4, 5].map(write));
    expect(commits.map((items) => items.length)).toEqual([2, 2, 1]);
  });

  it('fails only the item whose fault it is', async () => {
    const { write, commits } = recorded();
    const results = await Promise.allSettled([1, 13, 2].map(write));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(commits).toEqual([[1, 13, 2], [1], [13], [2]]);
  });

  it('fails all where it is nobody’s fault, and goes on afterwards', async () => {
    let away = true;
    const write = groupCommit<number, number>({
      commit: async (items) => {
        if (away) throw new Error('away');
        return items;
      },
      isOfAnItem: () => false,
    });
    const results = await Promise.allSettled([1, 2].map(write));
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    away = false;
    expect(await write(3)).toBe(3);
  });
});
