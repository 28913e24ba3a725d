import type { DatabaseProgram } from '../binaries/server-program.ts';
import { changeLog } from './changes/change-log-files.ts';
import type { MariadbTls } from './mariadb-server.ts';

export interface ArgumentProps {
  readonly program: DatabaseProgram;
  readonly data: string;
  readonly run: string;
  readonly address: { readonly host: string; readonly port: number };
  readonly tls: MariadbTls;
  readonly variables: Readonly<Record<string, string>>;
  /** Whether it logs what changes. */
  readonly keepsChanges: boolean;
}

/** What MySQL 8.4 has by default and MariaDB has not. */
const asMysql84 = {
  sql_mode:
    'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION',
  character_set_server: 'utf8mb4',
  explicit_defaults_for_timestamp: 'ON',
};

/** A laptop's share of memory, a commit that survives a crash, and a quick start and stop. */
const modest = {
  performance_schema: 'OFF',
  innodb_buffer_pool_size: '64M',
  innodb_log_buffer_size: '4M',
  innodb_flush_log_at_trx_commit: '1',
  innodb_buffer_pool_dump_at_shutdown: 'OFF',
  innodb_buffer_pool_load_at_startup: 'OFF',
  key_buffer_size: '1M',
  table_open_cache: '400',
  max_connections: '300',
  // Clients that start and end by the hundred must not shut others out.
  max_connect_errors: '1000000',
  local_infile: 'OFF',
};

/** Only MariaDB knows these; MySQL refuses to start with an unknown variable. */
const modestMariadb = {
  aria_pagecache_buffer_size: '4M',
  innodb_log_file_size: '48M',
  log_warnings: '1',
};

/** Rows as they were before and after, in the data folder. It is on the disk when the server ends, not when the power does. */
const loggingChanges = [`--log-bin=${changeLog}`, '--server-id=1', '--binlog-format=ROW', '--sync-binlog=0'];

export function mariadbArguments({
  program,
  data,
  run,
  address,
  tls,
  variables,
  keepsChanges,
}: ArgumentProps): readonly string[] {
  const all = {
    ...asMysql84,
    ...modest,
    ...(program.kind === 'mariadb' ? modestMariadb : { mysqlx: 'OFF' }),
    require_secure_transport: tls.required ? 'ON' : 'OFF',
    ...variables,
  };
  return [
    ...commonArguments(program, data, run),
    ...(keepsChanges ? loggingChanges : [withoutChangeLog]),
    `--bind-address=${address.host}`,
    `--port=${address.port}`,
    '--skip-name-resolve',
    `--ssl-ca=${tls.authorityFile}`,
    `--ssl-cert=${tls.certFile}`,
    `--ssl-key=${tls.keyFile}`,
    `--pid-file=${run}/mariadb.pid`,
    `--slow-query-log-file=${run}/slow.log`,
    ...Object.entries(all).map(([variable, value]) => `--${variable.replaceAll('_', '-')}=${value}`),
  ];
}

/** MySQL would begin one by itself. */
export const withoutChangeLog = '--skip-log-bin';

/** What every run needs, that which makes the system tables included. `--no-defaults` must stand first. */
export function commonArguments(program: DatabaseProgram, data: string, run: string): readonly string[] {
  return [
    '--no-defaults',
    ...program.ownArgs,
    `--datadir=${data}`,
    `--tmpdir=${run}`,
    // The server refuses to run as root unless told to; a private one may.
    ...(process.getuid?.() === 0 ? ['--user=root'] : []),
  ];
}
