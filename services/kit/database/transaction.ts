import type { PoolConnection } from 'mysql2/promise';
import { isDeadlock, isLostConnection } from './database-errors.ts';
import { type Queryable, queryable } from './queryable.ts';

/** The connection was dead before anything was done on it: the work can be done on another. */
export class NotBegun extends Error {}

/** Does all of the work, or nothing. */
export async function transact<Result>(
  connection: PoolConnection,
  work: (transaction: Queryable) => Promise<Result>,
): Promise<Result> {
  await begin(connection);
  try {
    const result = await work(queryable((statement) => statement(connection)));
    await connection.commit();
    return result;
  } catch (error) {
    // A connection that cannot even roll back must not go back to the pool with a transaction open.
    await connection.rollback().catch(() => connection.destroy());
    throw error;
  }
}

/** Nothing of it was kept, through no fault of its own. */
export function isWorthRepeating(error: unknown): boolean {
  return isDeadlock(error) || error instanceof NotBegun;
}

async function begin(connection: PoolConnection): Promise<void> {
  try {
    await connection.beginTransaction();
  } catch (error) {
    throw isLostConnection(error) ? new NotBegun('the transaction did not begin', { cause: error }) : error;
  }
}
