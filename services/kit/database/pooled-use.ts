import type { Pool, PoolConnection } from 'mysql2/promise';
import type { Clock } from '../time/clock.ts';
import type { Statement } from './queryable.ts';

export interface PooledUse<Result> {
  readonly pool: Pool;
  readonly clock: Clock;
  /** @default - no limit */
  readonly limitMs?: number | undefined;
  readonly work: Statement<Result>;
}

/**
 * Works on a connection of the pool. One that does not come or does not answer in time is given up, with whatever
 * holds it: a failover leaves such behind.
 */
export async function usePooled<Result>({ pool, clock, limitMs, work }: PooledUse<Result>): Promise<Result> {
  const { promise: late, reject: giveUp } = Promise.withResolvers<never>();
  let connection: PoolConnection | undefined;
  let over = false;
  const timer =
    limitMs === undefined
      ? undefined
      : clock.after(limitMs, () => {
          connection?.destroy();
          giveUp(
            Object.assign(new Error(`the database did not answer in ${limitMs} ms`), { code: 'ETIMEDOUT' }),
          );
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
    timer?.cancel();
  }
}
