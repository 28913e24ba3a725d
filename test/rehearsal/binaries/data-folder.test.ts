import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openDataFolder } from '../../../rehearsal/binaries/data-folder.ts';
import { socketPath } from '../../../rehearsal/binaries/socket-path.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shoal-data-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a data folder', () => {
  it('is made for its owner alone', async () => {
    await openDataFolder('database', join(folder, 'a/b'));
    expect(statSync(join(folder, 'a/b')).mode & 0o777).toBe(0o700);
  });

  it.each(['file', 'file/within'])('that is no folder but a file is told to be one: %s', async (path) => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    await expect(openDataFolder('rehearsal', join(folder, path))).rejects.toThrow(
      `the rehearsal's data folder ${join(folder, path)} cannot be made: ${file} is a file. Name a folder, with \`--state\`, or remove the file.`,
    );
  });

  it('that the system lets nobody make is named as well', async () => {
    await expect(openDataFolder('rehearsal', '/proc/shoal')).rejects.toThrow(
      /^the rehearsal's data folder \/proc\/shoal cannot be used \(E[A-Z]+\): give it to the user .*, remove it and start empty, or name another with `--state`\.$/,
    );
  });

  it('on a full disk is refused with how much is missing', async () => {
    await expect(openDataFolder('cache', folder, 1e12)).rejects.toThrow(
      /is full: \d+ MiB are free and 1000000000000 MiB are needed\. Free some space and start again\.$/,
    );
  });
});

describe('a socket', () => {
  it('stands beside the data where the kernel takes so long a path', () => {
    expect(socketPath('/state/run', 'mariadb.sock')).toBe('/state/run/mariadb.sock');
  });

  it('stands in a private folder of the temporary one where not', () => {
    const path = socketPath(`/${'long/'.repeat(30)}`, 'mariadb.sock');
    expect(Buffer.byteLength(path)).toBeLessThan(100);
    expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700);
    rmSync(join(path, '..'), { recursive: true });
  });
});
