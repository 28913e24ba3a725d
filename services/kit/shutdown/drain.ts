import type { Server } from 'node:http';
import type { Health } from '../health/health.ts';
import type { Log } from '../telemetry/log.ts';
import type { Clock, Timer } from '../time/clock.ts';

export interface DrainParts {
  readonly server: Server;
  readonly health: Health;
  readonly log: Log;
  readonly clock: Clock;
  readonly close: readonly (() => Promise<void>)[];
  readonly drainMs: number;
}

export interface Drain {
  /** The first one begins to drain, the second hastens. */
  readonly signal: () => void;
  readonly ended: Promise<void>;
}

/** What is in flight when the port closes gets this long, below what a platform waits before it kills. */
const finishMs = 10_000;
const closeIdleMs = 100;

/**
 * Not ready first, while still serving: the balancer needs time to notice. Only then the port closes, what is
 * in flight is finished, and the connections behind it end. Closing the port at once loses requests.
 */
export function createDrain({ server, health, log, clock, close, drainMs }: DrainParts): Drain {
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  let phase: 'serving' | 'draining' | 'closing' = 'serving';
  let timer: Timer | undefined;
  let idle: Timer | undefined;

  const closeRest = async (): Promise<void> => {
    timer?.cancel();
    idle?.cancel();
    health.stop();
    for (const closeOne of close) {
      await closeOne().catch((error: unknown) => log.warn('something did not close', { error }));
    }
    log.info('stopped');
    log.flush();
    end();
  };
  /** An answer that began before the task drained leaves its connection open behind it. */
  const closeIdle = (): void => {
    server.closeIdleConnections();
    idle = clock.after(closeIdleMs, closeIdle);
  };
  const closePort = (): void => {
    if (phase === 'closing') return;
    phase = 'closing';
    timer?.cancel();
    timer = clock.after(finishMs, () => {
      log.warn(`requests still ran after ${finishMs} ms, their connections are cut`);
      server.closeAllConnections();
    });
    server.close(() => void closeRest());
    closeIdle();
  };
  return {
    ended,
    signal() {
      if (phase === 'serving') {
        phase = 'draining';
        health.drain();
        log.info(`asked to stop, serving ${drainMs} ms more until the balancer has noticed`);
        timer = clock.after(drainMs, closePort);
      } else {
        log.info('asked to stop again, closing now');
        closePort();
      }
    },
  };
}
