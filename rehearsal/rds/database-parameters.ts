/** RDS parameters that a private MariaDB takes, by the name of its own variable. */
const played: Readonly<Record<string, string>> = {
  character_set_server: 'character_set_server',
  collation_server: 'collation_server',
  event_scheduler: 'event_scheduler',
  ft_min_word_len: 'ft_min_word_len',
  group_concat_max_len: 'group_concat_max_len',
  innodb_ft_min_token_size: 'innodb_ft_min_token_size',
  innodb_lock_wait_timeout: 'innodb_lock_wait_timeout',
  innodb_print_all_deadlocks: 'innodb_print_all_deadlocks',
  interactive_timeout: 'interactive_timeout',
  join_buffer_size: 'join_buffer_size',
  local_infile: 'local_infile',
  lock_wait_timeout: 'lock_wait_timeout',
  log_bin_trust_function_creators: 'log_bin_trust_function_creators',
  long_query_time: 'long_query_time',
  max_allowed_packet: 'max_allowed_packet',
  max_connections: 'max_connections',
  require_secure_transport: 'require_secure_transport',
  slow_query_log: 'slow_query_log',
  sort_buffer_size: 'sort_buffer_size',
  sql_mode: 'sql_mode',
  time_zone: 'default_time_zone',
  transaction_isolation: 'transaction_isolation',
  tx_isolation: 'transaction_isolation',
  wait_timeout: 'wait_timeout',
};

/** Those that mean nothing here, each with the reason. */
export const inertParameters: Readonly<Record<string, string>> = {
  log_output: 'slow statements go to a file here',
  performance_schema: 'it takes more memory than the rest of the server',
  innodb_buffer_pool_size: 'a private server takes 64 MiB',
  general_log: 'it would fill the disk',
  binlog_format: 'changes are logged by row here',
  binlog_row_image: 'changes are logged with the whole row here',
  tls_version: 'MariaDB takes TLS 1.2 and later',
  default_authentication_plugin: 'users have a password here where AWS takes an IAM token',
  authentication_policy: 'users have a password here where AWS takes an IAM token',
  character_set_client: 'clients say what they speak',
  character_set_connection: 'clients say what they speak',
  character_set_results: 'clients say what they speak',
  character_set_database: 'the character set of the server holds',
  collation_connection: 'clients say what they speak',
  innodb_flush_log_at_trx_commit: 'a commit always survives a crash here',
  sync_binlog: 'the log of changes survives the end of the server here, and no power cut',
};

/** Collations of MySQL 8 that MariaDB calls otherwise. */
const collations: Readonly<Record<string, string>> = {
  utf8mb4_0900_ai_ci: 'utf8mb4_unicode_520_ci',
  utf8mb4_0900_bin: 'utf8mb4_bin',
};

/** The server variables a parameter group sets. */
export function variablesOf(
  group: string,
  parameters: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(parameters).flatMap(([name, value]) => {
      const variable = played[name];
      // `{DBInstanceClassMemory/…}`: reckoned from a size that this machine has not.
      if (Object.hasOwn(inertParameters, name) || value.startsWith('{')) return [];
      if (variable === undefined) {
        const known = [...Object.keys(played), ...Object.keys(inertParameters)].sort().join(', ');
        throw new Error(`parameter group '${group}': '${name}' is not played here; allowed are ${known}`);
      }
      return [[variable, collations[value] ?? value]];
    }),
  );
}
