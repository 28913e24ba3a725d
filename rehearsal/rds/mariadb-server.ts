import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openDataFolder } from '../binaries/data-folder.ts';
import { type RunningServer, startServer } from '../binaries/running-server.ts';
import type { DatabaseProgram } from '../binaries/server-program.ts';
import { socketPath } from '../binaries/socket-path.ts';
import type { ProcessBook } from '../processes.ts';
import { mariadbArguments } from './mariadb-arguments.ts';
import { createSystemTables } from './system-tables.ts';

export interface MariadbProps {
  readonly program: DatabaseProgram;
  readonly processes: ProcessBook;
  /** Holds `data/` and `run/` (socket); made where it is missing, kept between starts. */
  readonly folder: string;
  readonly address: { readonly host: string; readonly port: number };
  readonly tls: MariadbTls;
  readonly master: { readonly user: string; readonly password: string };
  /** A schema to make where it is missing. */
  readonly database?: string;
  /** Server variables, over the defaults: `{ max_connections: '100' }`. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Whether it logs what changes, as RDS does where it keeps backups; with MariaDB only. @default - it does not */
  readonly keepsChanges?: boolean;
  /** Called when the data folder is there and no server has it open. */
  readonly beforeStart?: () => Promise<void>;
  readonly onLine?: (line: string) => void;
}

export interface MariadbTls {
  readonly certFile: string;
  readonly keyFile: string;
  readonly authorityFile: string;
  /** Whether connections without TLS are refused. */
  readonly required: boolean;
}

const name = 'database';

/** A private MariaDB (or MySQL) with its own data. Independent of any plane: the rehearsal, tests and the bench use it. */
export async function startMariadb(props: MariadbProps): Promise<RunningServer> {
  const { program, processes, folder, address, tls, keepsChanges = false, variables = {}, onLine } = props;
  const data = join(folder, 'data');
  const run = join(folder, 'run');
  await openDataFolder(name, folder);
  // Temporary files of a crashed server have no use.
  await rm(run, { recursive: true, force: true });
  await mkdir(run, { mode: 0o700 });
  await createSystemTables({ program, processes, data, run });
  await props.beforeStart?.();

  const initFile = join(run, 'init.sql');
  await writeFile(initFile, initSql(props), { mode: 0o600 });
  const command = program.run({
    name: containerName(folder),
    folders: [folder, ...new Set([tls.certFile, tls.keyFile, tls.authorityFile].map(folderOf))],
    args: [
      ...mariadbArguments({ program, data, run, address, tls, variables, keepsChanges }),
      `--socket=${socketPath(run, 'mariadb.sock')}`,
      `--init-file=${initFile}`,
    ],
  });
  const { child, lastLines } = await startServer({
    processes,
    name,
    command,
    cwd: folder,
    readyWhen: /ready for connections/,
    readyWithinMs: 60_000,
    stopTimeoutMs: 30_000,
    ...(onLine && { onLine }),
  });
  // It held the master password and has been read.
  await rm(initFile, { force: true });
  return {
    address: address.host,
    port: address.port,
    pid: child.pid,
    exited: child.exited,
    lastLines,
    stop: async () => void (await child.stop()),
  };
}

/** Read by the server itself before it takes connections; one statement a line. */
function initSql({ master, database }: MariadbProps): string {
  const user = `${quoted(master.user)}@'%'`;
  const statements = [
    // A change of the master's password is nobody's to repeat, and stands in no log.
    'SET SESSION sql_log_bin = 0',
    `CREATE USER IF NOT EXISTS ${user} IDENTIFIED BY ${quoted(master.password)}`,
    `ALTER USER ${user} IDENTIFIED BY ${quoted(master.password)}`,
    `GRANT ALL PRIVILEGES ON *.* TO ${user} WITH GRANT OPTION`,
    ...(database ? [`CREATE DATABASE IF NOT EXISTS \`${database.replaceAll('`', '``')}\``] : []),
  ];
  return statements.map((statement) => `${statement};\n`).join('');
}

function quoted(text: string): string {
  if (text.includes('\n')) throw new Error('a database user and its password may hold no line break');
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

function folderOf(file: string): string {
  return join(file, '..');
}

function containerName(folder: string): string {
  return `shoal-database-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`;
}
