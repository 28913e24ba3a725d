import type { Database } from '../database/database.ts';

export interface OutboxState {
  readonly waiting: number;
  readonly lagMs: number;
}

/** Counted no further than to ten thousand: a backlog is not made better by being counted every second. */
export async function readOutboxState(database: Pick<Database, 'rows'>): Promise<OutboxState> {
  const [row] = await database.rows<{ readonly waiting: number; readonly lag: number | null }>(
    `SELECT
      (SELECT COUNT(*) FROM (SELECT number FROM outbox LIMIT 10000) AS counted) AS waiting,
      (SELECT TIMESTAMPDIFF(MICROSECOND, created_at, CURRENT_TIMESTAMP(3)) FROM outbox
        ORDER BY number LIMIT 1) AS lag`,
  );
  return { waiting: Number(row?.waiting ?? 0), lagMs: Math.max(0, Number(row?.lag ?? 0) / 1000) };
}
