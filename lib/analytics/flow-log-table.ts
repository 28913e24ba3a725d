import { type LogQuery, type LogTable, timePart } from './log-query.ts';

/** The fields of a flow log's default format, as its Parquet files have them. */
const columns = [
  { name: 'version', type: 'int' },
  { name: 'account_id', type: 'string' },
  { name: 'interface_id', type: 'string' },
  { name: 'srcaddr', type: 'string' },
  { name: 'dstaddr', type: 'string' },
  { name: 'srcport', type: 'int' },
  { name: 'dstport', type: 'int' },
  { name: 'protocol', type: 'bigint' },
  { name: 'packets', type: 'bigint' },
  { name: 'bytes', type: 'bigint' },
  { name: 'start', type: 'bigint' },
  { name: 'end', type: 'bigint' },
  { name: 'action', type: 'string' },
  { name: 'log_status', type: 'string' },
] as const;

export interface FlowLogTableProps {
  readonly days: number;
  /** Of the network they are about. */
  readonly cidr: string;
}

export function flowLogTable({ days, cidr }: FlowLogTableProps): LogTable {
  const name = 'flow_logs';
  return {
    name,
    description: 'Who spoke to whom, as network interfaces saw it',
    columns,
    parts: [{ name: 'hour', comment: '2026/11/21/03', projection: timePart('yyyy/MM/dd/HH', 'HOURS', days) }],
    format: {
      inputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
      outputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
      library: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe',
      parameters: { 'serialization.format': '1' },
    },
    queries: flowLogQueries(name, addressesOf(cidr)),
  };
}

const lastDay = "hour >= date_format(current_timestamp - interval '1' day, '%Y/%m/%d/%H')";

/** `10.30.%`: networks are cut at the second dot. */
function addressesOf(cidr: string): string {
  return `${cidr.split('.').slice(0, 2).join('.')}.%`;
}

function flowLogQueries(table: string, own: string): readonly LogQuery[] {
  return [
    {
      name: 'refused-connections',
      description:
        'Who was refused inside the network, by a security group or by the list before the data tier',
      sql: `SELECT srcaddr, dstaddr, dstport, interface_id, sum(packets) AS packets,
  from_unixtime(min(start)) AS earliest, from_unixtime(max(start)) AS latest
FROM ${table}
WHERE ${lastDay} AND action = 'REJECT' AND srcaddr LIKE '${own}'
GROUP BY 1, 2, 3, 4
ORDER BY 5 DESC
LIMIT 200`,
    },
    {
      name: 'bytes-out-of-the-network',
      description:
        'Which interface sends most to addresses beyond the network: what NAT is paid for, or a leak',
      sql: `SELECT interface_id, srcaddr, dstaddr, dstport, sum(bytes) AS sent
FROM ${table}
WHERE ${lastDay} AND action = 'ACCEPT' AND srcaddr LIKE '${own}' AND dstaddr NOT LIKE '${own}'
GROUP BY 1, 2, 3, 4
ORDER BY 5 DESC
LIMIT 100`,
    },
  ];
}
