import { createPool } from 'mysql2/promise';
import type { DatabaseConfiguration } from '../configuration/database-configuration.ts';
import { unavailable } from '../problems/problem.ts';
import type { Log } from '../telemetry/log.ts';
import { type Metrics, processMetrics } from '../telemetry/metrics.ts';
import { type Clock, systemClock } from '../time/clock.ts';
import { isLostConnection, isRefusedToken } from './database-errors.ts';
import { measuredUse } from './measured-use.ts';
import { connections, poolOptions } from './pool-options.ts';
import { usePooled } from './pooled-use.ts';
import { type Queryable, queryable, type Statement } from './queryable.ts';
import { isWorthRepeating, NotBegun, transact } from './transaction.ts';

export type { Queryable, Written } from './queryable.ts';

/** The service's own schema. A database that cannot be reached is a 503 to the client. */
export interface Database extends Queryable {
  /**
   * All or nothing. It is repeated where the database ended it to break a deadlock, so `work` must bear being run again.
   */
  transaction<Result>(work: (transaction: Queryable) => Promise<Result>): Promise<Result>;
  /** One connection for as long as `work` lasts; at the limit it is given up, and with it what it has not committed. */
  session<Result>(
    work: (session: Queryable) => Promise<Result>,
    /** @default - no limit in time */
    limitMs?: number,
  ): Promise<Result>;
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface DatabaseParts {
  readonly log: Log;
  readonly clock?: Clock;
  /** How long one use of a connection may last before the connection counts as dead. @default - 10 s */
  readonly limitMs?: number;
  /** @default - those of this process */
  readonly metrics?: Metrics;
}

const transactionAttempts = 4;

export function createDatabase(configuration: DatabaseConfiguration, parts: DatabaseParts): Database {
  const { log, clock = systemClock, limitMs = 10_000, metrics = processMetrics } = parts;
  const pool = createPool(poolOptions(configuration));
  const measured = measuredUse(metrics, connections);
  const use = <Result>(work: Statement<Result>): Promise<Result> =>
    measured(() => usePooled({ pool, clock, limitMs, work }));

  /** Reads are asked again once: a connection that died while idle shows it only when it is used. */
  const read = async <Result>(work: Statement<Result>): Promise<Result> => {
    try {
      return await use(work);
    } catch (error) {
      if (!isLostConnection(error)) throw error;
      return await use(work);
    }
  };

  const isOutage = (error: unknown): boolean =>
    isLostConnection(error) ||
    error instanceof NotBegun ||
    (configuration.password === undefined && isRefusedToken(error));
  const toldAsOutage = (error: unknown): unknown => {
    if (!isOutage(error)) return error;
    log.warn('the database cannot be reached', { error });
    return unavailable('what this needs cannot be reached at the moment');
  };

  /** A statement by itself is a transaction, too: one that the database ended to break a deadlock did nothing. */
  const repeated = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work();
      } catch (error) {
        if (!isWorthRepeating(error) || attempt === transactionAttempts) throw toldAsOutage(error);
        await clock.pause(attempt * 5);
      }
    }
  };

  return {
    ...queryable((statement, kind) => repeated(() => (kind === 'read' ? read(statement) : use(statement)))),
    transaction: (work) => repeated(() => use((connection) => transact(connection, work))),
    session: (work, limitMs) =>
      usePooled({
        pool,
        clock,
        limitMs,
        work: (connection) => work(queryable((statement) => statement(connection))),
      }),
    ping: () => use((connection) => connection.ping()),
    close: () => pool.end(),
  };
}
