import { userInfo } from 'node:os';
import type { Missing } from './apt.ts';
import type { Execute } from './execute.ts';
import type { Command, DatabaseProgram, RunOptions, ServerProgram } from './server-program.ts';
import { systemTableFiles } from './system-tables.ts';

const images = { database: 'mariadb:10.11', cache: 'valkey/valkey:8' } as const;
const shareFolders = ['/usr/share/mysql', '/usr/share/mariadb'];

/** A container engine that answers. The programs run in the host's network, as this user, on the state folder. */
export interface Containers {
  fetch(missing: readonly Missing[]): Promise<void>;
  database(): Promise<DatabaseProgram>;
  cache(): Promise<ServerProgram>;
}

export async function findContainers(execute: Execute, env: Command['env']): Promise<Containers | undefined> {
  for (const engine of ['docker', 'podman']) {
    const answers = await execute(engine, ['version', '--format', '{{.Server.Version}}']).then(
      () => true,
      () => false,
    );
    if (answers) return containersOf(engine, execute, env);
  }
  return undefined;
}

function containersOf(engine: string, execute: Execute, env: Command['env']): Containers {
  const inside = (image: string, program: string, args: readonly string[]) =>
    execute(engine, ['run', '--rm', '--entrypoint', program, image, ...args]);

  const programOf = async (image: string, program: string): Promise<ServerProgram> => ({
    version: (await inside(image, program, ['--version'])).trim(),
    run: ({ name, args, folders }: RunOptions): Command => {
      const { uid, gid } = userInfo();
      // An engine keeps a container alive when its client dies: the old one is removed first, by its name.
      const run = [
        ...[
          'run',
          '--rm',
          '--interactive',
          '--init',
          '--name',
          name,
          '--network',
          'host',
          '--user',
          `${uid}:${gid}`,
        ],
        ...folders.flatMap((folder) => ['--volume', `${folder}:${folder}`]),
        ...['--entrypoint', program, image, ...args],
      ];
      const script = `"$0" rm --force ${name} >/dev/null 2>&1; exec "$0" "$@"`;
      return { command: '/bin/sh', args: ['-c', script, engine, ...run], env };
    },
  });

  return {
    async fetch(missing) {
      for (const server of missing) await execute(engine, ['pull', '--quiet', images[server]]);
    },
    cache: () => programOf(images.cache, 'valkey-server'),
    async database() {
      const list = await inside(images.database, 'ls', shareFolders).catch((error: Error) => error.message);
      const share = shareFolders.find((folder) => list.includes(`${folder}:`)) ?? '/usr/share/mariadb';
      return {
        ...(await programOf(images.database, 'mariadbd')),
        kind: 'mariadb',
        ownArgs: [],
        async systemTables() {
          const there = (await inside(images.database, 'ls', [share])).split('\n');
          const files = systemTableFiles(there, `${images.database} ${share}`);
          return inside(
            images.database,
            'cat',
            files.map((name) => `${share}/${name}`),
          );
        },
      };
    },
  };
}
