import { readFileSync } from 'node:fs';
import mysql from 'mysql2/promise';
import type { BareShop } from './bare-shop.ts';

/** A plain pool of connections, as anybody opens one. */
export interface BenchPool {
  rows<Row>(sql: string, values?: readonly (string | number | null)[]): Promise<readonly Row[]>;
  run(sql: string, values?: readonly (string | number | null)[]): Promise<void>;
  /** One connection, for a transaction. */
  connection(): Promise<mysql.PoolConnection>;
  close(): Promise<void>;
}

export function openPool(
  { servers }: Pick<BareShop, 'servers'>,
  service: string,
  connections = 10,
): BenchPool {
  const { authorityFile, ...server } = servers.database;
  const pool = mysql.createPool({
    ...server,
    database: `bench_${service.replaceAll('-', '_')}`,
    ssl: { ca: readFileSync(authorityFile, 'utf8') },
    connectionLimit: connections,
    timezone: 'Z',
  });
  return {
    rows: async (sql, values = []) => (await pool.execute(sql, [...values]))[0] as never,
    run: async (sql, values = []) => {
      await pool.execute(sql, [...values]);
    },
    connection: () => pool.getConnection(),
    close: () => pool.end(),
  };
}
