import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { openDataFolder } from '../binaries/data-folder.ts';
import { type RunningServer, startServer } from '../binaries/running-server.ts';
import type { ServerProgram } from '../binaries/server-program.ts';
import type { ProcessBook } from '../processes.ts';

export interface RedisProps {
  readonly program: ServerProgram;
  readonly processes: ProcessBook;
  /** Its data; made where it is missing, kept between starts. */
  readonly folder: string;
  readonly address: { readonly host: string; readonly port: number };
  readonly tls: { readonly certFile: string; readonly keyFile: string; readonly authorityFile: string };
  readonly users: readonly RedisUser[];
  /** Settings, over the defaults: `{ maxmemory-policy: 'allkeys-lru' }`. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly onLine?: (line: string) => void;
}

export interface RedisUser {
  readonly name: string;
  /** Rules as ElastiCache and `ACL SETUSER` write them: `on ~catalog:* -@all +@read`. */
  readonly access: string;
  /** None lets it in without a password. */
  readonly passwords: readonly string[];
}

const name = 'cache';

/** A private Redis (or Valkey) that speaks TLS only. Independent of any plane: the rehearsal, tests and the bench use it. */
export async function startRedis(props: RedisProps): Promise<RunningServer> {
  const { program, processes, folder, address, tls, onLine } = props;
  await openDataFolder(name, folder);
  const { child, lastLines } = await startServer({
    processes,
    name,
    command: program.run({
      name: `shoal-cache-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`,
      folders: [
        folder,
        ...new Set([tls.certFile, tls.keyFile, tls.authorityFile].map((file) => join(file, '..'))),
      ],
      // The configuration comes by standard input, so that no password stands in a file or in the process list.
      args: ['-'],
    }),
    input: configurationOf(props),
    cwd: folder,
    readyWhen: /Ready to accept connections/,
    readyWithinMs: 30_000,
    stopTimeoutMs: 10_000,
    ...(onLine && { onLine }),
  });
  return {
    address: address.host,
    port: address.port,
    pid: child.pid,
    exited: child.exited,
    lastLines,
    stop: async () => void (await child.stop()),
  };
}

/** A user's rules as one `ACL SETUSER` takes them, whatever the user was before. */
export function rulesOf({ access, passwords }: RedisUser): readonly string[] {
  const secrets = passwords.length === 0 ? ['nopass'] : passwords.map((password) => `>${password}`);
  return ['reset', ...secrets, ...access.split(/\s+/).filter(Boolean)];
}

/**
 * Nobody can be it, but it may do all: what stands in the append-only file is done as this user at a start, and
 * transactions and scripts that it may not run would be left out, unsaid.
 */
const closedDefault: RedisUser = { name: 'default', access: 'off ~* &* +@all', passwords: [] };

function isOn({ access }: RedisUser): boolean {
  return access.split(/\s+/).includes('on');
}

function configurationOf({ folder, address, tls, users, settings = {} }: RedisProps): string {
  const others = users.filter((user) => user.name !== 'default');
  const given = users.find((user) => user.name === 'default');
  const named = [...others, given !== undefined && isOn(given) ? given : closedDefault];
  const lines = {
    bind: address.host,
    port: '0',
    'tls-port': String(address.port),
    'tls-cert-file': tls.certFile,
    'tls-key-file': tls.keyFile,
    'tls-ca-cert-file': tls.authorityFile,
    'tls-auth-clients': 'no',
    daemonize: 'no',
    dir: folder,
    // Written to the file before it is answered, so that nothing answered is lost with the process. `everysec` holds
    // writes back while the system flushes; when the system flushes here is its own business.
    appendonly: 'yes',
    appendfsync: 'no',
    maxmemory: '128mb',
    ...settings,
  };
  return [
    ...Object.entries(lines).map(([key, value]) => `${key} ${quoted(value)}`),
    'save ""',
    ...named.map((user) => ['user', user.name, ...rulesOf(user)].map(quoted).join(' ')),
    '',
  ].join('\n');
}

function quoted(text: string): string {
  if (/[\r\n]/.test(text)) throw new Error('a cache setting, user or password may hold no line break');
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
