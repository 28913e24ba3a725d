import { startSweeping } from '../kit/time/sweeping.ts';
import { type CarryOutParts, carryOut } from './carry-out.ts';

const everyMs = 1000;
const atOnce = 50;

/** Asks the provider about all that is due: in doubt, or begun by a task that is gone. Says how many it settled. */
export async function resolveDoubts(parts: CarryOutParts): Promise<number> {
  const { store, clock, log } = parts;
  const due = await store.due(new Date(clock.now()), atOnce);
  const settled = await Promise.all(
    due.map(async ({ id, operation }) => {
      try {
        const carried = await carryOut(parts, id, operation);
        return carried.outcome === 'answered' && carried.authorization.operation === undefined;
      } catch (error) {
        log.warn('a payment stays in doubt until the next sweep', { payment: id, operation, error });
        return false;
      }
    }),
  );
  return settled.filter(Boolean).length;
}

/** Every task sweeps; a payment is taken up by one of them. */
export function startResolving(parts: CarryOutParts): { stop(): void } {
  const { clock, log } = parts;
  const sweep = async (): Promise<void> => {
    try {
      const settled = await resolveDoubts(parts);
      if (settled > 0) log.info('settled payments that were in doubt', { settled });
    } catch (error) {
      log.warn('payments in doubt wait for the next sweep', { error });
    }
  };
  return startSweeping({ clock, everyMs, sweep });
}
