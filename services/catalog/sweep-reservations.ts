import type { Log } from '../kit/telemetry/log.ts';
import type { Clock } from '../kit/time/clock.ts';
import { startSweeping } from '../kit/time/sweeping.ts';
import type { SalesStore } from './sales-store.ts';
import type { StockStore } from './stock-store.ts';

export interface SweepParts {
  readonly stock: Pick<StockStore, 'expire'>;
  readonly sales: Pick<SalesStore, 'tally' | 'forgetReservations'>;
  readonly clock: Clock;
  readonly log: Log;
}

const everyMs = 15_000;
const atOnce = 200;
const mostBatches = 50;
/** By then nobody repeats a request: whoever reserves gives up within a day. */
const rememberedMs = 7 * 86_400_000;

/** What becomes of reservations after their moment. Every task sweeps; each reservation passes each step once. */
export function startSweep({ stock, sales, clock, log }: SweepParts): { stop(): void } {
  const steps = [
    { of: 'gave back the stock of expired reservations', run: () => stock.expire(now(), atOnce) },
    { of: 'counted confirmed reservations as sold', run: () => sales.tally(now(), atOnce) },
    {
      of: 'forgot old reservations',
      run: () => sales.forgetReservations(new Date(clock.now() - rememberedMs), atOnce),
    },
  ];
  const now = (): Date => new Date(clock.now());
  /** A shop that sells a lot leaves more behind than one batch; one that is in trouble is not kept busy with it. */
  const repeated = async (run: () => Promise<number>, stopped: AbortSignal): Promise<number> => {
    let done = 0;
    for (let batch = 0; batch < mostBatches && !stopped.aborted; batch++) {
      const more = await run();
      done += more;
      if (more < atOnce) break;
    }
    return done;
  };
  const sweep = async (stopped: AbortSignal): Promise<void> => {
    for (const step of steps) {
      try {
        const reservations = await repeated(step.run, stopped);
        if (reservations > 0) log.info(step.of, { reservations });
      } catch (error) {
        log.warn('reservations stay as they are until the next sweep', { error });
      }
    }
  };
  return startSweeping({ clock, everyMs, sweep });
}
