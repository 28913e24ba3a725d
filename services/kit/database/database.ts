import type { Pool, PoolConnection } from 'mysql2/promise';
import { createPool } from 'mysql2/promise';
import type { DatabaseConfiguration } from '../configuration/database-configuration.ts';
import { unavailable } from '../problems/problem.ts';
import type { Log } from '../telemetry/log.ts';
import { type Clock, systemClock } from '../time/clock.ts';
import { bound, type SqlValue } from './bound-values.ts';
import { isDeadlock, isLostConnection } from './database-errors.ts';
import { poolOptions } from './pool-options.ts';

/** The service's own schema. A database that cannot be reached is a 503 to the client. */
export interface Database extends Queryable {
  /**
   * All or nothing. It is repeated where the database ended it to break a deadlock, so `work` must bear being run again.
   */
  transaction<Result>(work: (transaction: Queryable) => Promise<Result>): Promise<Result>;
  /** One connection for as long as `work` lasts, with no limit in time. */
  session<Result>(work: (session: Queryable) => Promise<Result>): Promise<Result>;
  ping(): Promise<void>;
  close(): Promise<void>;
}

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

export interface DatabaseParts {
  readonly log: Log;
  readonly clock?: Clock;
  /** How long one use of a connection may last before the connection counts as dead. @default - 10 s */
  readonly limitMs?: number;
}

const transactionAttempts = 4;

export function createDatabase(configuration: DatabaseConfiguration, parts: DatabaseParts): Database {
  const { log, clock = systemClock, limitMs = 10_000 } = parts;
  const pool = createPool(poolOptions(configuration));
  const use = <Result>(work: (connection: PoolConnection) => Promise<Result>): Promise<Result> =>
    usePooled({ pool, clock, limitMs, work });

  /** Reads are asked again once: a connection that died while idle shows it only when it is used. */
  const read = async <Result>(work: (connection: PoolConnection) => Promise<Result>): Promise<Result> => {
    try {
      return await use(work);
    } catch (error) {
      if (!isLostConnection(error)) throw error;
      return await use(work);
    }
  };
  const transactOnce = <Result>(work: (transaction: Queryable) => Promise<Result>): Promise<Result> =>
    use(async (connection) => {
      await begin(connection);
      try {
        const result = await work(queryable((run) => run(connection)));
        await connection.commit();
        return result;
      } catch (error) {
        // A connection that cannot even roll back must not go back to the pool with a transaction open.
        await connection.rollback().catch(() => connection.destroy());
        throw error;
      }
    });

  return {
    ...queryable(async (run, kind) => {
      try {
        return await (kind === 'read' ? read(run) : use(run));
      } catch (error) {
        throw toldAsOutage(error, log);
      }
    }),
    async transaction(work) {
      for (let attempt = 1; ; attempt++) {
        try {
          return await transactOnce(work);
        } catch (error) {
          const again = isDeadlock(error) || error instanceof NotBegun;
          if (!again || attempt === transactionAttempts) throw toldAsOutage(error, log);
          await clock.pause(attempt * 5);
        }
      }
    },
    async session(work) {
      const connection = await pool.getConnection();
      try {
        return await work(queryable((run) => run(connection)));
      } finally {
        connection.release();
      }
    },
    ping: () => use((connection) => connection.ping()),
    close: () => pool.end(),
  };
}

type Run<Result> = (connection: PoolConnection) => Promise<Result>;
type Through = <Result>(run: Run<Result>, kind: 'read' | 'write') => Promise<Result>;

function queryable(through: Through): Queryable {
  return {
    rows: (sql, values = []) =>
      through(async (connection) => (await connection.execute(sql, bound(values)))[0] as never, 'read'),
    run: (sql, values = []) =>
      through(async (connection) => (await connection.execute(sql, bound(values)))[0] as never, 'write'),
    query: (sql, values = []) =>
      through(
        async (connection) => (await connection.query(sql, [...values]))[0] as never,
        /^\s*SELECT\b/i.test(sql) ? 'read' : 'write',
      ),
  };
}

interface PooledUse<Result> {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly limitMs: number;
  readonly work: Run<Result>;
}

/**
 * A connection that does not come or does not answer in time is given up, with whatever holds it: a failover
 * leaves such behind.
 */
async function usePooled<Result>({ pool, clock, limitMs, work }: PooledUse<Result>): Promise<Result> {
  const { promise: late, reject: giveUp } = Promise.withResolvers<never>();
  let connection: PoolConnection | undefined;
  let over = false;
  const timer = clock.after(limitMs, () => {
    connection?.destroy();
    giveUp(Object.assign(new Error(`the database did not answer in ${limitMs} ms`), { code: 'ETIMEDOUT' }));
  });
  const whole = async (): Promise<Result> => {
    connection = await pool.getConnection();
    try {
      // Nobody waits for it any more.
      return over ? await late : await work(connection);
    } finally {
      connection.release();
    }
  };
  try {
    return await Promise.race([whole(), late]);
  } finally {
    over = true;
    timer.cancel();
  }
}

/** The connection was dead before anything was done on it: the work can be done on another. */
class NotBegun extends Error {}

async function begin(connection: PoolConnection): Promise<void> {
  try {
    await connection.beginTransaction();
  } catch (error) {
    throw isLostConnection(error) ? new NotBegun('the transaction did not begin', { cause: error }) : error;
  }
}

function toldAsOutage(error: unknown, log: Log): unknown {
  if (!isLostConnection(error) && !(error instanceof NotBegun)) return error;
  log.warn('the database cannot be reached', { error });
  return unavailable('what this needs cannot be reached at the moment');
}
