import type { PoolConnection } from 'mysql2/promise';
import { bound, type SqlValue } from './bound-values.ts';

/** What takes statements: the pool, a transaction or a session. */
export interface Queryable {
  /** A prepared statement that reads. */
  rows<Row>(sql: string, values?: readonly SqlValue[]): Promise<readonly Row[]>;
  /** A prepared statement that writes. */
  run(sql: string, values?: readonly SqlValue[]): Promise<Written>;
  /** The text protocol, where an array expands: `IN (?)`, `VALUES ?`. */
  query<Row>(sql: string, values?: readonly unknown[]): Promise<readonly Row[]>;
}

export interface Written {
  /** Rows that matched, changed or not. */
  readonly affectedRows: number;
  readonly insertId: number;
}

export type Statement<Result> = (connection: PoolConnection) => Promise<Result>;

/** Gives a statement the connection it runs on; one that only reads may be given two, one after the other. */
export type Runner = <Result>(statement: Statement<Result>, kind: 'read' | 'write') => Promise<Result>;

export function queryable(runner: Runner): Queryable {
  return {
    rows: (sql, values = []) =>
      runner(async (connection) => (await connection.execute(sql, bound(values)))[0] as never, 'read'),
    run: (sql, values = []) =>
      runner(async (connection) => (await connection.execute(sql, bound(values)))[0] as never, 'write'),
    query: (sql, values = []) =>
      runner(
        async (connection) => (await connection.query(sql, [...values]))[0] as never,
        /^\s*SELECT\b/i.test(sql) ? 'read' : 'write',
      ),
  };
}
