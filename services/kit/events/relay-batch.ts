import type { Database, Queryable } from '../database/database.ts';
import type { Topic, WaitingEvent } from './topic.ts';

export interface RelayedBatch {
  /** How many were taken out of the outbox to be published. */
  readonly taken: number;
  readonly published: number;
  /** The last of those taken. */
  readonly last: number;
  /** Why some of them are not published, where that is so. */
  readonly failure?: unknown;
}

export interface RelayBatchOptions {
  readonly database: Pick<Database, 'session'>;
  readonly topic: Topic;
  /** Events behind this number only. */
  readonly after: number;
  readonly most: number;
}

/** A batch that takes longer is given up, for its connection hangs, as a failover leaves them. */
const limitMs = 15_000;

/**
 * Publishes what no other relay is publishing, and takes it out of the outbox. Whoever ends in between has published
 * and not taken out, so that another publishes it again: at least once.
 */
export async function relayBatch(options: RelayBatchOptions): Promise<RelayedBatch> {
  return await options.database.session(async (session) => {
    // At the default level the gap behind the last row would be locked too, and every new event would wait for SNS.
    await session.query('SET TRANSACTION ISOLATION LEVEL READ COMMITTED');
    await session.query('START TRANSACTION');
    try {
      const relayed = await relay(session, options);
      await session.query('COMMIT');
      return relayed;
    } catch (error) {
      // A connection that cannot roll back is dead, and its transaction with it.
      await session.query('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }, limitMs);
}

async function relay(
  session: Queryable,
  { topic, after, most }: Pick<RelayBatchOptions, 'topic' | 'after' | 'most'>,
): Promise<RelayedBatch> {
  const events = await session.rows<WaitingEvent>(
    `SELECT number, type, traceparent, event FROM outbox
      WHERE number > ? ORDER BY number LIMIT ? FOR UPDATE SKIP LOCKED`,
    [after, most],
  );
  const last = events.at(-1)?.number ?? after;
  if (events.length === 0) return { taken: 0, published: 0, last };
  const { published, failure } = await topic.publish(events);
  if (published.length > 0) await takeOut(session, published);
  return { taken: events.length, published: published.length, last, failure };
}

/**
 * Row by row, by their keys: were they named with IN, a short table would be scanned, and the relay would wait for rows
 * that another has locked until one of them is ended as a deadlock and publishes all of its batch again.
 */
async function takeOut(session: Queryable, numbers: readonly number[]): Promise<void> {
  const [first, ...others] = numbers;
  const done = ['SELECT ? AS number', ...others.map(() => 'SELECT ?')].join(' UNION ALL ');
  await session.query(
    `DELETE waiting FROM (${done}) AS done
      STRAIGHT_JOIN outbox AS waiting FORCE INDEX (PRIMARY) ON waiting.number = done.number`,
    [first, ...others],
  );
}
