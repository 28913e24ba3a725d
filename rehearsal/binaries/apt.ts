import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Execute } from './execute.ts';

/** What the two servers are called in Debian's and Ubuntu's archives, the preferred name first. */
const names = {
  /** Alone it brings no service, no configuration and no client. Ubuntu 22.04 and Debian 11 name it with a version. */
  database: ['mariadb-server-core', 'mariadb-server-core-10.6', 'mariadb-server-core-10.5'],
  cache: ['valkey-server', 'redis-server'],
} as const;

export type Missing = keyof typeof names;

/** Debian's package tools, as far as this user may use them. */
export interface Apt {
  update(): Promise<void>;
  /** The packages that hold the missing servers, as this machine's archives name them. */
  packagesFor(missing: readonly Missing[]): Promise<readonly string[]>;
  run(command: 'apt-get' | 'apt-cache', args: readonly string[], cwd?: string): Promise<string>;
}

export interface AptProps {
  readonly execute: Execute;
  /** Without root the package lists are kept here, since the system's may not be renewed. */
  readonly listFolder: string | { readonly system: true };
}

export function createApt({ execute, listFolder }: AptProps): Apt {
  let own: readonly string[] = [];
  const run: Apt['run'] = (command, args, cwd) =>
    execute(command, [...own, ...args], { env: { DEBIAN_FRONTEND: 'noninteractive' }, ...(cwd && { cwd }) });
  return {
    run,
    async update() {
      if (typeof listFolder === 'string') {
        await mkdir(join(listFolder, 'lists/partial'), { recursive: true });
        await mkdir(join(listFolder, 'cache/archives/partial'), { recursive: true });
        own = [
          '-o',
          `Dir::State::lists=${join(listFolder, 'lists')}`,
          '-o',
          `Dir::Cache=${join(listFolder, 'cache')}`,
        ];
      }
      await run('apt-get', ['update', '-q']);
    },
    async packagesFor(missing) {
      return Promise.all(
        missing.map(async (server) => {
          const policy = await run('apt-cache', ['policy', ...names[server]]);
          const found = names[server].find((name) => candidateOf(name, policy) !== undefined);
          if (found === undefined)
            throw new Error(`no archive of this machine holds ${names[server].join(' or ')}`);
          return found;
        }),
      );
    },
  };
}

function candidateOf(name: string, policy: string): string | undefined {
  const [, after] = policy.split(new RegExp(`^${name.replaceAll('.', '\\.')}:$`, 'm'));
  const candidate = after?.match(/^ {2}Candidate: (\S+)$/m)?.[1];
  return candidate === '(none)' ? undefined : candidate;
}
