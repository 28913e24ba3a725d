import { accessLogQueries } from './access-log-queries.ts';
import { type LogTable, timePart } from './log-query.ts';

interface Field {
  readonly name: string;
  readonly type: 'string' | 'int' | 'bigint' | 'double';
  /** In Java's regular expressions, which are these. */
  readonly matches: string;
  /** @default - a space */
  readonly ends?: string;
}

/** A line of ALB's access log, field by field, as AWS documents it. */
const fields: readonly Field[] = [
  { name: 'type', type: 'string', matches: '([^ ]*)' },
  { name: 'time', type: 'string', matches: '([^ ]*)' },
  { name: 'elb', type: 'string', matches: '([^ ]*)' },
  { name: 'client_ip', type: 'string', matches: '([^ ]*)', ends: ':' },
  { name: 'client_port', type: 'int', matches: '([0-9]*)' },
  // A request that no task got has a lone dash here.
  { name: 'target_ip', type: 'string', matches: '([^ ]*)', ends: '[:-]' },
  { name: 'target_port', type: 'int', matches: '([0-9]*)' },
  { name: 'request_processing_time', type: 'double', matches: '([-.0-9]*)' },
  { name: 'target_processing_time', type: 'double', matches: '([-.0-9]*)' },
  { name: 'response_processing_time', type: 'double', matches: '([-.0-9]*)' },
  { name: 'elb_status_code', type: 'int', matches: '([-0-9]*)' },
  { name: 'target_status_code', type: 'string', matches: '([-0-9]*)' },
  { name: 'received_bytes', type: 'bigint', matches: '([-0-9]*)' },
  { name: 'sent_bytes', type: 'bigint', matches: '([-0-9]*)' },
  { name: 'request_verb', type: 'string', matches: '"([^ ]*)' },
  { name: 'request_url', type: 'string', matches: '(.*)' },
  { name: 'request_proto', type: 'string', matches: '(- |[^ ]*)"' },
  { name: 'user_agent', type: 'string', matches: '"([^"]*)"' },
  { name: 'ssl_cipher', type: 'string', matches: '([^ ]*)' },
  { name: 'ssl_protocol', type: 'string', matches: '([^ ]*)' },
  { name: 'target_group_arn', type: 'string', matches: '([^ ]*)' },
  { name: 'trace_id', type: 'string', matches: '"([^"]*)"' },
  { name: 'domain_name', type: 'string', matches: '"([^"]*)"' },
  { name: 'chosen_cert_arn', type: 'string', matches: '"([^"]*)"' },
  { name: 'matched_rule_priority', type: 'string', matches: '([-.0-9]*)' },
  { name: 'request_creation_time', type: 'string', matches: '([^ ]*)' },
  { name: 'actions_executed', type: 'string', matches: '"([^"]*)"' },
  { name: 'redirect_url', type: 'string', matches: '"([^"]*)"' },
  { name: 'error_reason', type: 'string', matches: '"([^"]*)"' },
  { name: 'target_port_list', type: 'string', matches: '"([^"]*)"' },
  { name: 'target_status_code_list', type: 'string', matches: '"([^"]*)"' },
  { name: 'classification', type: 'string', matches: '"([^"]*)"' },
  { name: 'classification_reason', type: 'string', matches: '"([^"]*)"' },
];

/** The number of the connection, if AWS writes one, and whatever it may add some day. */
const rest = '(?: ([^ ]*))?(?: .*)?';

export const accessLogColumns: readonly { readonly name: string; readonly type: string }[] = [
  ...fields.map(({ name, type }) => ({ name, type })),
  { name: 'conn_trace_id', type: 'string' },
];

/** With a group for each column. */
export const accessLogPattern = `${fields
  .map(({ matches, ends = ' ' }) => `${matches}${ends}`)
  .join('')
  .trimEnd()}${rest}`;

/** Requests, as load balancers saw them. */
export function accessLogTable(days: number): LogTable {
  const name = 'access_logs';
  return {
    name,
    description: 'Requests, as load balancers saw them',
    columns: accessLogColumns,
    parts: [
      {
        name: 'face',
        comment: 'public or internal',
        projection: { type: 'enum', values: 'public,internal' },
      },
      { name: 'day', comment: '2026/11/21', projection: timePart('yyyy/MM/dd', 'DAYS', days) },
    ],
    format: {
      inputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
      outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
      library: 'org.apache.hadoop.hive.serde2.RegexSerDe',
      parameters: { 'serialization.format': '1', 'input.regex': accessLogPattern },
    },
    queries: accessLogQueries(name),
  };
}
