import type { Database, Queryable } from '../database/database.ts';
import { isDuplicateKey } from '../database/database-errors.ts';
import type { Log } from '../telemetry/log.ts';
import { type Clock, systemClock } from '../time/clock.ts';
import { startSweeping } from '../time/sweeping.ts';
import type { Event } from './event.ts';

/** Remembers which events were handled, in the database their handling changes. */
export interface Inbox {
  /** Does the work and remembers the event, both or neither; nothing where it was handled before. Says whether it did. */
  once(event: Pick<Event, 'id'>, work: (transaction: Queryable) => Promise<unknown>): Promise<boolean>;
  /** For a transaction of the handler's own: whether the event is new. What the handler does then is not done twice. */
  isNew(transaction: Pick<Queryable, 'run'>, event: Pick<Event, 'id'>): Promise<boolean>;
  stop(): void;
}

export interface InboxParts {
  readonly database: Pick<Database, 'transaction' | 'run'>;
  readonly log: Log;
  readonly clock?: Clock;
}

/** Longer than a queue and its dead-letter queue together keep a message. */
const keptDays = 30;
const forgetEveryMs = 60 * 60 * 1000;
const atOnce = 5000;

export function createInbox({ database, log, clock = systemClock }: InboxParts): Inbox {
  const forget = async (stopped: AbortSignal): Promise<void> => {
    try {
      const sql =
        'DELETE FROM inbox WHERE handled_at < CURRENT_TIMESTAMP(3) - INTERVAL ? DAY ORDER BY handled_at LIMIT ?';
      while (!stopped.aborted && (await database.run(sql, [keptDays, atOnce])).affectedRows === atOnce);
    } catch (error) {
      log.warn('old events are remembered until the next attempt', { error });
    }
  };
  const { stop } = startSweeping({ clock, everyMs: forgetEveryMs, sweep: forget });

  const isNew: Inbox['isNew'] = async (transaction, { id }) => {
    try {
      await transaction.run('INSERT INTO inbox (event_id) VALUES (?)', [id]);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  };
  return {
    isNew,
    once: (event, work) =>
      database.transaction(async (transaction) => {
        if (!(await isNew(transaction, event))) return false;
        await work(transaction);
        return true;
      }),
    stop,
  };
}
