import type { Log } from '../kit/telemetry/log.ts';
import type { Clock } from '../kit/time/clock.ts';
import { startSweeping } from '../kit/time/sweeping.ts';
import { keyMs, type OrderStore } from './order-store.ts';
import { leaseMs, type Saga } from './saga.ts';

export interface RecoveryParts {
  readonly store: Pick<OrderStore, 'claim' | 'forgetKeys'>;
  readonly saga: Saga;
  readonly clock: Clock;
  readonly log: Log;
}

const everyMs = 1000;
const atOnce = 32;
const keysAtOnce = 1000;

/** Takes over orders that nobody works on any more, and works on them. Says how many there were. */
export async function recoverOrders({ store, saga, clock }: RecoveryParts): Promise<number> {
  const now = clock.now();
  const orders = await store.claim({
    now: new Date(now),
    leaseUntil: new Date(now + leaseMs),
    most: atOnce,
  });
  await Promise.all(orders.map((order) => saga.run(order)));
  return orders.length;
}

/** Every task sweeps; each order is worked on by one. */
export function startRecovery(parts: RecoveryParts): { stop(): void } {
  const { store, clock, log } = parts;
  const sweep = async (): Promise<void> => {
    try {
      const recovered = await recoverOrders(parts);
      if (recovered > 0) log.info('worked on orders that were left', { recovered });
      await store.forgetKeys(new Date(clock.now() - keyMs), keysAtOnce);
    } catch (error) {
      log.warn('orders that were left wait for the next sweep', { error });
    }
  };
  return startSweeping({ clock, everyMs, sweep });
}
