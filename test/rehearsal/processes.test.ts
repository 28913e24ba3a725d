import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startOf } from '../../rehearsal/process-identity.ts';
import { ProcessBook, type SpawnOptions } from '../../rehearsal/processes.ts';
import { soon } from '../support/soon.ts';

let folder: string;
let book: ProcessBook;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shoal-processes-'));
  book = new ProcessBook(folder);
});
afterEach(async () => {
  await book.close();
  rmSync(folder, { recursive: true, force: true });
});

function shell(script: string, more: Partial<SpawnOptions> = {}): SpawnOptions {
  return { name: 'a script', command: '/bin/sh', args: ['-c', script], env: {}, cwd: '/', ...more };
}

function written(): { owner?: unknown; processes: { pid: number; name: string }[] } {
  return JSON.parse(readFileSync(join(folder, 'processes.json'), 'utf8'));
}

describe('ProcessBook', () => {
  it('reads every line a process prints before it says that it has ended', async () => {
    const lines: string[] = [];
    const child = await book.spawn(
      shell('echo one; echo two >&2; printf three; exit 7', {
        onLine: (line, from) => lines.push(`${from} ${line}`),
      }),
    );
    expect(await child.exited).toEqual({ code: 7, signal: null });
    expect(lines.sort()).toEqual(['stderr two', 'stdout one', 'stdout three']);
  });

  it('writes a process down while it runs, and only then', async () => {
    const child = await book.spawn(shell('sleep 60'));
    expect(written().processes).toMatchObject([{ pid: child.pid, name: 'a script' }]);
    await child.stop();
    expect(written().processes).toEqual([]);
  });

  it('names the command that is not there', async () => {
    await expect(book.spawn({ ...shell(''), command: '/nowhere/redis' })).rejects.toThrow(
      'a script: /nowhere/redis did not start',
    );
    expect(existsSync(join(folder, 'processes.json'))).toBe(false);
  });

  it('kills a process that does not end within its stop timeout', async () => {
    const ready = Promise.withResolvers<void>();
    const child = await book.spawn(
      shell("trap '' TERM; echo ready; while :; do sleep 1; done", {
        stopTimeoutMs: 50,
        onLine: () => ready.resolve(),
      }),
    );
    await ready.promise;
    expect(await child.stop()).toEqual({ code: null, signal: 'SIGKILL' });
  });

  it('ends what a process has started when the process itself ends', async () => {
    const pid = Promise.withResolvers<number>();
    const child = await book.spawn(
      shell('sleep 60 & echo $!', { onLine: (line) => pid.resolve(Number(line)) }),
    );
    await child.exited;
    // The system takes a moment to end what it was told to end.
    const gone = await soon(
      async () => startOf(await pid.promise),
      (start) => start === undefined,
    );
    expect(gone).toBeUndefined();
  });

  it('gives a process what it reads from its standard input', async () => {
    const lines: string[] = [];
    const child = await book.spawn({ ...shell('cat'), input: 'hello\n', onLine: (line) => lines.push(line) });
    await child.exited;
    expect(lines).toEqual(['hello']);
  });

  it('kills all of them at once for somebody who will not wait', async () => {
    const ready = Promise.withResolvers<void>();
    const stubborn = shell("trap '' TERM; echo ready; while :; do sleep 1; done", {
      onLine: () => ready.resolve(),
    });
    const children = await Promise.all([book.spawn(stubborn), book.spawn(shell('sleep 60'))]);
    await ready.promise;
    book.kill();
    const exits = await Promise.all(children.map(({ exited }) => exited));
    expect(exits.map(({ signal }) => signal)).toEqual(['SIGKILL', 'SIGKILL']);
  });
});

describe('leftovers', () => {
  it('end with the next start, and a process that merely has the same id does not', async () => {
    const leftover = spawn('/bin/sleep', ['60'], { detached: true });
    const stranger = spawn('/bin/sleep', ['60'], { detached: true });
    const left = once(leftover, 'exit');
    const pids = { leftover: leftover.pid ?? 0, stranger: stranger.pid ?? 0 };
    writeFileSync(
      join(folder, 'processes.json'),
      JSON.stringify({
        owner: { pid: 1, start: 'long ago' },
        processes: [
          { pid: pids.leftover, start: startOf(pids.leftover), name: 'database', stopTimeoutMs: 5000 },
          { pid: pids.stranger, start: 'another time', name: 'cache', stopTimeoutMs: 5000 },
        ],
      }),
    );
    expect(await new ProcessBook(folder).endLeftovers()).toEqual(['database']);
    expect(await left).toEqual([null, 'SIGTERM']);
    expect(startOf(pids.stranger)).toBeDefined();
    expect(written().processes).toEqual([]);
    stranger.kill('SIGKILL');
    await once(stranger, 'exit');
  });

  it('are looked for by whoever takes the state folder, before it starts anything itself', async () => {
    await book.endLeftovers();
    expect(written().owner).toMatchObject({ pid: process.pid });
  });

  it('of a rehearsal that still runs are left alone', async () => {
    const owner = spawn('/bin/sleep', ['60']);
    const pid = owner.pid ?? 0;
    writeFileSync(
      join(folder, 'processes.json'),
      JSON.stringify({ owner: { pid, start: startOf(pid) }, processes: [] }),
    );
    await expect(new ProcessBook(folder).endLeftovers()).rejects.toThrow(
      `another rehearsal (process ${pid}) is using this state folder`,
    );
    owner.kill('SIGKILL');
    await once(owner, 'exit');
  });
});
