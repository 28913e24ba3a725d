import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startServer } from '../../../rehearsal/binaries/running-server.ts';
import { ProcessBook } from '../../../rehearsal/processes.ts';

let folder: string;
let processes: ProcessBook;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shoal-server-'));
  processes = new ProcessBook(folder);
});
afterEach(async () => {
  await processes.close();
  rmSync(folder, { recursive: true, force: true });
});

function start(script: string, readyWithinMs = 5000) {
  return startServer({
    processes,
    name: 'cache',
    command: { command: '/bin/sh', args: ['-c', script], env: {} },
    cwd: '/',
    readyWhen: /Ready to accept/,
    readyWithinMs,
    stopTimeoutMs: 1000,
  });
}

describe('starting a server', () => {
  it('waits for what it prints when it is ready', async () => {
    const { child } = await start('echo Ready to accept connections; exec sleep 60');
    expect(child.running).toBe(true);
  });

  it.each([
    ['echo "Error writing: No space left on device"; exit 1', 'The disk is full: free some space'],
    ['echo "bind: Address already in use"; exit 1', 'move every port with `--ports 18000`'],
    ['echo "Permission denied"; exit 1', 'It may not read or write its files'],
    ['echo "Can\'t handle RDB format version 99"; exit 1', 'Its data was written by another version'],
  ])('explains: %s', async (script, sentence) => {
    await expect(start(script)).rejects.toThrow(sentence);
  });

  it('shows the last lines of one that ends', async () => {
    await expect(start('for i in 1 2 3; do echo line $i; done; exit 7')).rejects.toThrow(
      'the cache ended while it was starting (exit code 7). Its last lines:\n  line 1\n  line 2\n  line 3',
    );
  });

  it('stops one that is not ready in time', async () => {
    await expect(start('exec sleep 60', 50)).rejects.toThrow(
      'the cache was not ready within 0.05 s. It printed nothing.',
    );
    expect(processes.pids).toEqual([]);
  });
});
