/** What a MySQL server of ours does differently from RDS's defaults, or must not stop doing when they change. */
export const databaseParameters: Readonly<Record<string, string>> = {
  // A connection without TLS is refused, whoever asks.
  require_secure_transport: '1',
  // No client may have the server's files loaded from the client's side; RDS leaves it on.
  local_infile: '0',
  // As MySQL has it and the rehearsal's server too: what is too long or no date is an error and not something else.
  sql_mode:
    'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION',
  // A task that is lost with its host says no goodbye, and what it has locked stays locked until the server ends its
  // session. Nothing here leaves a connection idle for half as long: services/kit/database/pool-options.ts.
  wait_timeout: '120',
  // A request has a second in all, so a statement of half a second is worth reading about.
  slow_query_log: '1',
  long_query_time: '0.5',
  // Every deadlock is told in the error log, and not only the last one to whoever happens to look.
  innodb_print_all_deadlocks: '1',
  // RDS exports files; into tables nobody would look.
  log_output: 'FILE',
};
