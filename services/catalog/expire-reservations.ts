import type { Log } from '../kit/telemetry/log.ts';
import type { Clock, Timer } from '../kit/time/clock.ts';
import type { StockStore } from './stock-store.ts';

export interface ExpiryParts {
  readonly stock: Pick<StockStore, 'expire'>;
  readonly clock: Clock;
  readonly log: Log;
}

const everyMs = 15_000;
const atOnce = 200;

/** Gives back the stock of reservations nobody came back for. Every task does; each reservation ends once. */
export function startExpiry({ stock, clock, log }: ExpiryParts): { stop(): void } {
  let stopped = false;
  let timer: Timer;
  const sweep = async (): Promise<void> => {
    try {
      const expired = await stock.expire(new Date(clock.now()), atOnce);
      if (expired > 0) log.info('gave back the stock of expired reservations', { expired });
    } catch (error) {
      log.warn('expired reservations keep their stock until the next sweep', { error });
    }
    if (!stopped) timer = clock.after(everyMs, () => void sweep());
  };
  timer = clock.after(everyMs, () => void sweep());
  return {
    stop() {
      stopped = true;
      timer.cancel();
    },
  };
}
