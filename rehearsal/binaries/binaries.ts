import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createApt, type Missing } from './apt.ts';
import { aptInstall } from './apt-install.ts';
import { aptUnpack, unpackedFolder } from './apt-unpack.ts';
import { type Containers, findContainers } from './containers.ts';
import { type Execute, execute as executeHere, executeUntil } from './execute.ts';
import { findProgram, programFolders } from './find-program.ts';
import { libraryPathOf } from './library-path.ts';
import { findCache, findDatabase, type Place } from './local-programs.ts';
import type { DatabaseProgram, ServerProgram, ServerPrograms } from './server-program.ts';

export interface BinariesProps {
  readonly stateFolder: string;
  /** Told before anything that takes time. */
  readonly progress: (sentence: string) => void;
  /** Where programs are looked for. @default - this process's PATH and where servers usually are */
  readonly folders?: readonly string[];
  /** @default - whether this process runs as root */
  readonly root?: boolean;
  /** @default - runs programs on this machine */
  readonly execute?: Execute;
  /** Ends the search and what it runs. @default - nothing does */
  readonly signal?: AbortSignal;
}

interface Found {
  readonly database?: DatabaseProgram;
  readonly cache?: ServerProgram;
}

/**
 * The two servers' programs: those of this machine, those unpacked before, or newly fetched ones; by apt-get, or in
 * containers. Rejects with what to install where none of these serves.
 */
export async function findServerPrograms({
  stateFolder,
  signal = new AbortController().signal,
  folders = programFolders(process.env.PATH),
  root = process.getuid?.() === 0,
  ...props
}: BinariesProps): Promise<ServerPrograms> {
  const execute = executeUntil(signal, props.execute ?? executeHere);
  const progress = (sentence: string) => {
    if (!signal.aborted) props.progress(sentence);
  };
  const folder = join(stateFolder, 'binaries');
  const look = () => lookAround(folder, folders, execute);
  const reasons: string[] = [];

  let found = await look();
  for (const way of await waysToGet({ folder, folders, root, execute, progress })) {
    const missing = missingOf(found);
    if (missing.length === 0) break;
    try {
      found = { ...(await way.get(missing)), ...withoutUndefined(await look()) };
    } catch (error) {
      reasons.push(`${way.name}: ${(error as Error).message}`);
    }
  }
  if (found.database && found.cache) return { database: found.database, cache: found.cache };
  throw new MissingServerError(missingOf(found), reasons);
}

interface Way {
  readonly name: string;
  /** What a container engine offers; the other ways put files where `look` finds them. */
  get(missing: readonly Missing[]): Promise<Found>;
}

interface WaysProps extends Required<Pick<BinariesProps, 'folders' | 'root' | 'execute' | 'progress'>> {
  readonly folder: string;
}

async function waysToGet({ folder, folders, root, execute, progress }: WaysProps): Promise<readonly Way[]> {
  const hasApt = (await findProgram(['apt-get'], folders)) !== undefined;
  const nothing = async (work: Promise<void>): Promise<Found> => work.then(() => ({}));
  const install: Way = {
    name: 'apt-get install',
    get: (missing) => {
      const apt = createApt({ execute, listFolder: { system: true } });
      return nothing(aptInstall({ apt, execute, missing, progress }));
    },
  };
  const unpack: Way = {
    name: 'apt-get download',
    get: (missing) => {
      const listFolder = join(folder, 'apt');
      const apt = createApt({ execute, listFolder });
      const unpacked = aptUnpack({ apt, execute, missing, folder, progress });
      return nothing(unpacked.finally(() => rm(listFolder, { recursive: true, force: true })));
    },
  };
  const contain: Way = {
    name: 'containers',
    get: async (missing) => {
      const containers = await findContainers(execute, { PATH: folders.join(':') });
      if (!containers) throw new Error('no Docker or Podman engine answers');
      return fromContainers(containers, missing, progress);
    },
  };
  return hasApt ? [...(root ? [install] : []), unpack, contain] : [contain];
}

async function fromContainers(
  containers: Containers,
  missing: readonly Missing[],
  progress: (sentence: string) => void,
): Promise<Found> {
  progress(`fetching a container image for the ${missing.join(' and the ')}`);
  await containers.fetch(missing);
  return {
    ...(missing.includes('database') && { database: await containers.database() }),
    ...(missing.includes('cache') && { cache: await containers.cache() }),
  };
}

async function lookAround(folder: string, folders: readonly string[], execute: Execute): Promise<Found> {
  const system: Place = { folders, env: {}, execute };
  const root = unpackedFolder(folder);
  const unpacked: Place = {
    folders: programFolders(undefined).map((under) => join(root, under)),
    env: await libraryPathOf(root),
    execute,
  };
  // A program that does not even print its version, for want of a library say, counts as not there.
  const first = async <T>(find: (place: Place) => Promise<T | undefined>): Promise<T | undefined> =>
    (await find(system).catch(() => undefined)) ?? (await find(unpacked).catch(() => undefined));
  return withoutUndefined({ database: await first(findDatabase), cache: await first(findCache) });
}

function missingOf(found: Found): readonly Missing[] {
  return (['database', 'cache'] as const).filter((server) => found[server] === undefined);
}

function withoutUndefined(found: { [K in keyof Found]: Found[K] | undefined }): Found {
  return {
    ...(found.database && { database: found.database }),
    ...(found.cache && { cache: found.cache }),
  };
}

const programs = {
  database: 'mariadbd or mysqld (Debian and Ubuntu: mariadb-server-core)',
  cache: 'redis-server or valkey-server (Debian and Ubuntu: redis-server)',
} as const;

/** A server this machine lacks, with every way to get it that was tried. */
export class MissingServerError extends Error {
  constructor(missing: readonly Missing[], reasons: readonly string[]) {
    super(
      `this machine has no ${missing.map((server) => programs[server]).join(' and no ')}. ` +
        'Install what is missing with your package manager or start Docker, then run this again. ' +
        `Tried: ${reasons.join('; ')}.`,
    );
    this.name = 'MissingServerError';
  }
}
