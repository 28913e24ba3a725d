import { access, mkdir, rename, rm } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { ServerStartError } from '../binaries/running-server.ts';
import type { DatabaseProgram } from '../binaries/server-program.ts';
import type { ProcessBook } from '../processes.ts';
import { commonArguments, withoutChangeLog } from './mariadb-arguments.ts';

export interface SystemTablesProps {
  readonly program: DatabaseProgram;
  readonly processes: ProcessBook;
  readonly data: string;
  readonly run: string;
}

/** Fills a new data folder; one that is there stays as it is. Interrupted, it leaves no half-filled folder. */
export async function createSystemTables({
  program,
  processes,
  data,
  run,
}: SystemTablesProps): Promise<void> {
  const there = await access(data).then(
    () => true,
    () => false,
  );
  if (there) return;
  const unfinished = `${data}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  const mysql = program.kind === 'mysql';
  const lines: string[] = [];
  const command = program.run({
    name: 'shoal-system-tables',
    folders: [unfinished, run],
    args: [
      ...commonArguments(program, unfinished, run),
      withoutChangeLog,
      ...(mysql
        ? ['--initialize-insecure']
        : ['--bootstrap', '--innodb-log-file-size=48M', '--max-allowed-packet=8M', '--log-warnings=0']),
    ],
  });
  const child = await processes.spawn({
    ...command,
    name: 'database (first start)',
    cwd: run,
    ...(!mysql && { input: await bootstrapSql(program) }),
    onLine: (line) => {
      lines.push(line);
      if (lines.length > 20) lines.shift();
    },
  });
  const { code, signal } = await child.exited;
  if (code !== 0) {
    throw new ServerStartError(
      'database',
      `could not make its system tables (${signal ?? `exit code ${code}`})`,
      lines,
    );
  }
  await rename(unfinished, data);
}

/** root comes in through the socket alone, as the user who owns the data. */
async function bootstrapSql(program: DatabaseProgram): Promise<string> {
  return [
    'CREATE DATABASE IF NOT EXISTS mysql;',
    'USE mysql;',
    `SET @auth_root_socket='${userInfo().username}';`,
    'SET @skip_auth_anonymous=1;',
    await program.systemTables(),
  ].join('\n');
}
