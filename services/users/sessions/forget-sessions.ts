import type { Log } from '../../kit/telemetry/log.ts';
import type { Clock } from '../../kit/time/clock.ts';
import { startSweeping } from '../../kit/time/sweeping.ts';
import type { SessionStore } from './session-store.ts';

export interface ForgettingParts {
  readonly sessions: Pick<SessionStore, 'forget'>;
  readonly clock: Clock;
  readonly log: Log;
}

const everyMs = 10 * 60_000;
const atOnce = 500;
/** An expired session is of use to whoever looks into a theft. */
const keptMs = 7 * 24 * 3600_000;

/** Deletes sessions a week after they expired. Every task does; what one has deleted the next does not find. */
export function startForgetting({ sessions, clock, log }: ForgettingParts): { stop(): void } {
  const sweep = async (): Promise<void> => {
    try {
      const forgotten = await sessions.forget(new Date(clock.now() - keptMs), atOnce);
      if (forgotten > 0) log.info('forgot expired sessions', { forgotten });
    } catch (error) {
      log.warn('expired sessions are kept until the next sweep', { error });
    }
  };
  return startSweeping({ clock, everyMs, sweep });
}
