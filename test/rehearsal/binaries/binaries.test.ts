import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findServerPrograms } from '../../../rehearsal/binaries/binaries.ts';
import type { Execute } from '../../../rehearsal/binaries/execute.ts';

let folder: string;
let progress: string[];
let asked: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shoal-binaries-'));
  progress = [];
  asked = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const versions: Readonly<Record<string, string>> = {
  mariadbd: 'mariadbd  Ver 10.11.6-MariaDB\n',
  mysqld: 'mysqld  Ver 8.0.36\n',
  'redis-server': 'Redis server v=7.0.15\n',
  'valkey-server': 'Valkey server v=8.0.1\n',
};

function program(path: string): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '');
  chmodSync(file, 0o755);
  return file;
}

type Answer = (command: string, args: readonly string[], cwd?: string) => string | undefined;

/** A machine where programs print their version and everything else is as `answer` says. */
function find(answer: Answer = () => undefined, root = false, signal = new AbortController().signal) {
  const execute: Execute = async (command, args, options) => {
    const line = [command, ...args].join(' ');
    if (!line.endsWith('--version')) asked.push(line);
    const given = answer(command, args, options?.cwd) ?? versions[command.split('/').at(-1) ?? ''];
    if (given === undefined) throw new Error(`${command}: not found`);
    return given;
  };
  return findServerPrograms({
    stateFolder: join(folder, 'state'),
    folders: [join(folder, 'usr/sbin'), join(folder, 'usr/bin')],
    progress: (sentence) => progress.push(sentence),
    root,
    execute,
    signal,
  });
}

const run = { name: 'shoal-x', args: ['--port=1'], folders: ['/state'] };

describe('finding servers', () => {
  it('takes those of this machine, with where their own files are', async () => {
    const server = program('usr/sbin/mariadbd');
    program('usr/bin/redis-server');
    mkdirSync(join(folder, 'usr/share/mysql'), { recursive: true });
    const { database, cache } = await find();
    expect(database.kind).toBe('mariadb');
    expect(database.ownArgs).toContain(`--lc-messages-dir=${join(folder, 'usr/share/mysql')}`);
    expect(database.run(run)).toEqual({ command: server, args: ['--port=1'], env: {} });
    expect(cache.version).toBe('Redis server v=7.0.15');
    expect([progress, asked]).toEqual([[], []]);
  });

  it('tells MySQL from MariaDB, and prefers MariaDB and Valkey', async () => {
    program('usr/sbin/mysqld');
    program('usr/bin/redis-server');
    program('usr/bin/valkey-server');
    const { database, cache } = await find();
    expect([database.kind, cache.version]).toEqual(['mysql', 'Valkey server v=8.0.1']);
  });

  it('passes over a file that may not be run', async () => {
    chmodSync(program('usr/sbin/mariadbd'), 0o644);
    program('usr/sbin/mysqld');
    program('usr/bin/redis-server');
    expect((await find()).database.kind).toBe('mysql');
  });
});

const policy =
  'mariadb-server-core:\n  Installed: (none)\n  Candidate: 1:10.11\nredis-server:\n  Candidate: 7.0\n';

/** Debian's tools: an archive with both servers, into which `got` puts them. */
function debian(got: (command: string, args: readonly string[], cwd?: string) => void): Answer {
  program('usr/bin/apt-get');
  return (command, args, cwd) => {
    if (command === 'apt-cache') return policy;
    if (command === 'apt-get' && args.includes('--simulate'))
      return 'Inst libaio1 (0.3)\nInst libc6 (2.36)\nInst perl (5)\n';
    if (command === 'apt-get' || command === 'dpkg-deb' || command === 'cp' || command === 'systemctl') {
      got(command, args, cwd);
      return '';
    }
    return undefined;
  };
}

describe('getting servers', () => {
  it('as root installs what is missing, removes nothing, and leaves no service enabled', async () => {
    program('usr/sbin/mariadbd');
    const answer = debian((command, args) => {
      if (command === 'apt-get' && args.includes('install')) program('usr/bin/redis-server');
    });
    const { cache } = await find(answer, true);
    expect(cache.version).toContain('Redis');
    expect(progress).toEqual(['installing redis-server (apt-get install)']);
    const install = asked.find((line) => line.startsWith('apt-get install'));
    expect(install).toContain('--no-install-recommends --no-remove');
    expect(install).toMatch(/ redis-server$/);
    expect(asked).toContain('systemctl disable --quiet redis-server');
  });

  it('without root downloads packages with the libraries that are not there, and unpacks them', async () => {
    const unpacked = 'state/binaries/unpacked';
    const answer = debian((command) => {
      if (command !== 'cp') return;
      program(`${unpacked}.new/usr/sbin/mariadbd`);
      program(`${unpacked}.new/usr/bin/redis-server`);
      program(`${unpacked}.new/usr/lib/x86_64-linux-gnu/libaio.so.1`);
    });
    const { database, cache } = await find(answer);
    expect(asked).toContain('apt-get download mariadb-server-core redis-server redis-tools libaio1');
    expect(cache.run(run)).toEqual({
      command: join(folder, unpacked, 'usr/bin/redis-server'),
      args: ['--port=1'],
      env: {
        LD_LIBRARY_PATH: `${join(folder, unpacked, 'usr/lib')}:${join(folder, unpacked, 'usr/lib/x86_64-linux-gnu')}`,
      },
    });
    expect(database.ownArgs[0]).toBe(`--basedir=${join(folder, unpacked, 'usr')}`);
  });

  it('fetches package lists of its own where the system has none', async () => {
    let updated = false;
    const base = debian((command, args) => {
      if (args.includes('update')) updated = true;
      if (command === 'cp') {
        program('state/binaries/unpacked.new/usr/sbin/mariadbd');
        program('state/binaries/unpacked.new/usr/bin/redis-server');
      }
    });
    await find((command, args, cwd) => (command === 'apt-cache' && !updated ? '' : base(command, args, cwd)));
    expect(progress[0]).toBe('fetching package lists (apt-get update)');
    expect(asked.find((line) => line.includes('update'))).toContain(
      `Dir::State::lists=${join(folder, 'state/binaries/apt/lists')}`,
    );
  });

  it('runs containers where an engine answers', async () => {
    program('usr/sbin/mariadbd');
    const { cache } = await find((command, args) => {
      if (command !== 'docker') return undefined;
      return args.includes('--version') ? 'Valkey server v=8.1\n' : '27.0\n';
    });
    expect(asked).toContain('docker pull --quiet valkey/valkey:8');
    const { command, args } = cache.run(run);
    expect(command).toBe('/bin/sh');
    expect(args.slice(2).join(' ')).toMatch(
      /^docker run --rm --interactive --init --name shoal-x --network host --user \d+:\d+ --volume \/state:\/state --entrypoint valkey-server valkey\/valkey:8 --port=1$/,
    );
  });

  it('begins nothing more once the start is ended', async () => {
    const ended = new AbortController();
    const answer = debian((_command, args) => {
      if (!args.includes('download')) return;
      ended.abort();
      throw new Error('interrupted');
    });
    await expect(find(answer, false, ended.signal)).rejects.toThrow('this machine has no');
    expect(asked.at(-1)).toContain('apt-get download');
    expect(progress).toEqual([expect.stringContaining('(apt-get download)')]);
  });

  it('names what to install, and what was tried, where nothing helps', async () => {
    program('usr/sbin/mariadbd');
    await expect(find()).rejects.toThrow(
      'this machine has no redis-server or valkey-server (Debian and Ubuntu: redis-server). ' +
        'Install what is missing with your package manager or start Docker, then run this again. ' +
        'Tried: containers: no Docker or Podman engine answers.',
    );
  });
});
