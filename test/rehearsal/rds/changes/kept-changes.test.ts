import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { KeptChanges } from '../../../../rehearsal/rds/changes/kept-changes.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shoal-kept-'));
  mkdirSync(join(folder, 'data'));
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'setTimeout'] });
});
afterEach(() => {
  jest.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

describe('the changes of a database that are kept', () => {
  it('are looked at no more once its folder is gone, which is said in a sentence and once', async () => {
    const said = new Promise<string>((resolve) => {
      const kept = new KeptChanges({
        folder,
        door: () => {
          throw new Error('nobody asks the server');
        },
        isAvailable: () => true,
        say: resolve,
      });
      void kept.begin().then(() => {
        rmSync(folder, { recursive: true });
        jest.advanceTimersByTime(10_000);
      });
    });
    expect(await said).toBe(
      `the folder of the database, ${folder}, was removed while it runs: no moment of it can be had again`,
    );
    expect(jest.getTimerCount()).toBe(0);
  });
});
