import type { TenantSession } from './tenant-session.ts';

/** What a database says, or does not say, while it starts, restarts or fails over. */
const unreachable: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'ER_CON_COUNT_ERROR',
  'ER_SERVER_SHUTDOWN',
  'ETIMEDOUT',
  'PROTOCOL_CONNECTION_LOST',
]);

const tries = 6;
const pauseMilliseconds = 5_000;

/** Opens a session, and tries again while the database cannot be reached: a failover takes about half a minute. */
export async function openPatiently(
  open: () => Promise<TenantSession>,
  sleep: (milliseconds: number) => Promise<void>,
): Promise<TenantSession> {
  for (let left = tries - 1; ; left--) {
    try {
      return await open();
    } catch (error) {
      if (left === 0 || !unreachable.has((error as { code?: unknown }).code)) throw error;
      await sleep(pauseMilliseconds);
    }
  }
}
