import { access, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Execute } from './execute.ts';
import { findProgram } from './find-program.ts';
import type { Command, DatabaseProgram, RunOptions, ServerProgram } from './server-program.ts';
import { systemTableFiles } from './system-tables.ts';

/** Where programs are looked for, and what they need to run from there. */
export interface Place {
  readonly folders: readonly string[];
  /** `LD_LIBRARY_PATH`, for programs unpacked outside the system's folders. */
  readonly env: Readonly<Record<string, string>>;
  readonly execute: Execute;
}

export async function findCache(place: Place): Promise<ServerProgram | undefined> {
  const file = await findProgram(['valkey-server', 'redis-server'], place.folders);
  return file === undefined ? undefined : localProgram(file, place);
}

export async function findDatabase(place: Place): Promise<DatabaseProgram | undefined> {
  const file = await findProgram(['mariadbd', 'mysqld'], place.folders);
  if (file === undefined) return undefined;
  const program = await localProgram(file, place);
  const kind = program.version.includes('MariaDB') ? 'mariadb' : 'mysql';
  const base = dirname(dirname(file));
  const share = await firstThere([
    join(base, 'share/mysql'),
    join(base, 'share/mariadb'),
    join(base, 'share'),
  ]);
  const plugins = await firstThere(await pluginFolders(base));
  return {
    ...program,
    kind,
    ownArgs: [
      `--basedir=${base}`,
      ...(share ? [`--lc-messages-dir=${share}`, `--character-sets-dir=${join(share, 'charsets')}`] : []),
      ...(plugins ? [`--plugin-dir=${plugins}`] : []),
    ],
    async systemTables() {
      const folder = share ?? base;
      const files = systemTableFiles(await readdir(folder), folder);
      return (await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')))).join('\n');
    },
  };
}

async function localProgram(file: string, { env, execute }: Place): Promise<ServerProgram> {
  const version = (await execute(file, ['--version'], { env })).trim();
  return {
    version,
    run: ({ args }: RunOptions): Command => ({ command: file, args, env }),
  };
}

async function pluginFolders(base: string): Promise<readonly string[]> {
  const multiarch = (await readdir(join(base, 'lib')).catch(() => [])).filter((name) =>
    name.includes('linux-gnu'),
  );
  return ['lib', 'lib64', ...multiarch.map((name) => `lib/${name}`)].flatMap((lib) =>
    ['mysql', 'mariadb', 'mariadb19'].map((name) => join(base, lib, name, 'plugin')),
  );
}

async function firstThere(candidates: readonly string[]): Promise<string | undefined> {
  for (const candidate of candidates) {
    const there = await access(candidate).then(
      () => true,
      () => false,
    );
    if (there) return candidate;
  }
  return undefined;
}
