import type { CacheAside } from '../../kit/cache/cache-aside.ts';
import type { Log } from '../../kit/telemetry/log.ts';
import type { Clock } from '../../kit/time/clock.ts';
import type { StockStore } from '../stock-store.ts';
import { type Availability, availabilityOf, unknownAvailability } from './availability.ts';

export interface AvailabilityCopies {
  /** Some seconds old; unknown where the stock cannot be asked in time. Never rejects. */
  of(productId: string): Promise<Availability>;
}

export interface AvailabilityCopiesParts {
  readonly stock: Pick<StockStore, 'level'>;
  readonly copies: CacheAside;
  readonly clock: Clock;
  readonly log: Log;
}

/** Stock moves with every order: its copy is short-lived, the product's lives for minutes. */
const kept = { ttlMs: 3_000, negativeTtlMs: 1_000 };
/** A product page waits no longer for a number it can do without. */
const patienceMs = 150;
/** After a failure nobody asks for that long, so an outage of the database slows one page and not all. */
const restMs = 1_000;

export function createAvailabilityCopies(parts: AvailabilityCopiesParts): AvailabilityCopies {
  const { stock, copies, clock, log } = parts;
  let restsUntil = 0;
  const load = async (productId: string): Promise<Buffer | undefined> => {
    if (clock.now() < restsUntil) throw new Error('the stock could not be asked a moment ago');
    const level = await stock.level(productId);
    return level === undefined ? undefined : Buffer.from(JSON.stringify(availabilityOf(level)));
  };
  const read = async (productId: string): Promise<Availability> => {
    try {
      const bytes = await copies.read(`availability:1:${productId}`, kept, () => load(productId));
      return bytes === undefined ? unknownAvailability : JSON.parse(bytes.toString('utf8'));
    } catch (error) {
      if (clock.now() >= restsUntil) {
        restsUntil = clock.now() + restMs;
        log.warn('products are answered without their availability', { error });
      }
      return unknownAvailability;
    }
  };
  return {
    of(productId) {
      return new Promise((resolve) => {
        const timer = clock.after(patienceMs, () => resolve(unknownAvailability));
        void read(productId).then((availability) => {
          timer.cancel();
          resolve(availability);
        });
      });
    },
  };
}
