import { type LogTable, timePart } from '../../analytics/log-query.ts';
import { serviceLogQueries } from './service-log-queries.ts';

/** A member of the lines that services write, and the column it becomes. */
export interface ServiceLogColumn {
  readonly name: string;
  readonly type: 'string' | 'int' | 'bigint' | 'double' | 'boolean';
  /** What the kit calls it. @default - as the column is called */
  readonly member?: string;
}

/** What the kit writes, by kind of line: what all have, then requests, spans, and the rest. */
export const serviceLogColumns: readonly ServiceLogColumn[] = [
  { name: 'time', type: 'string' },
  { name: 'level', type: 'string' },
  { name: 'service', type: 'string' },
  { name: 'version', type: 'string' },
  { name: 'message', type: 'string' },
  { name: 'trace_id', type: 'string', member: 'traceId' },
  { name: 'span_id', type: 'string', member: 'spanId' },
  { name: 'parent_span_id', type: 'string', member: 'parentSpanId' },
  { name: 'correlation', type: 'string' },
  { name: 'method', type: 'string' },
  { name: 'route', type: 'string' },
  { name: 'status', type: 'int' },
  { name: 'ms', type: 'double' },
  { name: 'sampled', type: 'boolean' },
  { name: 'unwritten', type: 'bigint' },
  { name: 'name', type: 'string' },
  // A status, or what happened instead of one.
  { name: 'outcome', type: 'string' },
  { name: 'started_at', type: 'bigint', member: 'startedAt' },
  // JSON within the line: name, message, stack and cause.
  { name: 'error', type: 'string' },
];

/** In it are folders by the hour, in UTC, at which lines arrived. */
export const serviceLogFolder = 'lines';

/** Lines of services, as they wrote them. What is no JSON, and what agents beside them write, has empty columns. */
export function serviceLogTable(days: number): LogTable {
  const name = 'service_logs';
  const mapped = serviceLogColumns.flatMap((column) =>
    column.member === undefined ? [] : [[`mapping.${column.name}`, column.member]],
  );
  return {
    name,
    description: 'Lines of services, as they wrote them',
    columns: serviceLogColumns.map(({ name: column, type }) => ({ name: column, type })),
    parts: [{ name: 'hour', comment: '2026/11/21/03', projection: timePart('yyyy/MM/dd/HH', 'HOURS', days) }],
    format: {
      inputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
      outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
      library: 'org.openx.data.jsonserde.JsonSerDe',
      parameters: {
        'serialization.format': '1',
        'ignore.malformed.json': 'true',
        // Names are compared as they are written, or the mappings below would find nothing.
        'case.insensitive': 'false',
        ...Object.fromEntries(mapped),
      },
    },
    queries: serviceLogQueries(name),
  };
}
