import type { Queryable } from '../kit/database/database.ts';
import { type KeptReservation, keptReservations } from './kept-reservations.ts';
import type { Reservation, ReservationState } from './reservation.ts';

export interface Settlement {
  readonly id: string;
  readonly as: 'confirmed' | 'released' | 'returned';
  readonly now: Date;
}

export interface Settled {
  /** As it is afterwards; undefined where there is none. */
  readonly reservation: Reservation | undefined;
  /** Whether this ended it: for each reservation that is so once. */
  readonly ended: boolean;
}

/**
 * Ends reservations that are held, and takes back what was sold, each once. Reservations are locked before stock, both
 * in the order of their keys: never in a circle.
 */
export async function settleStock(
  transaction: Queryable,
  settlements: readonly Settlement[],
): Promise<readonly Settled[]> {
  const kept = new Map<string, KeptReservation>();
  const ids = settlements.map(({ id }) => id).toSorted();
  for (const each of await keptReservations(transaction, ids, 'FOR UPDATE'))
    kept.set(each.reservation.id, each);
  const moves = new Moves();
  const settled = settlements.map(({ id, as, now }): Settled => {
    const before = kept.get(id);
    if (before === undefined) return { reservation: undefined, ended: false };
    const state = stateAfter(before.reservation, as, now);
    if (state === undefined) return { reservation: before.reservation, ended: false };
    const reservation = { ...before.reservation, state };
    kept.set(id, { ...before, reservation });
    moves.add(reservation);
    return { reservation, ended: true };
  });
  await moves.write(transaction);
  return settled;
}

/** One whose time is over expires, whatever was wanted. Undefined where nothing changes. */
function stateAfter(
  { state, expiresAt }: Reservation,
  as: Settlement['as'],
  now: Date,
): ReservationState | undefined {
  if (as === 'returned') return state === 'confirmed' ? as : undefined;
  if (state !== 'held') return undefined;
  return expiresAt > now ? as : 'expired';
}

/** What the end of some reservations changes. */
class Moves {
  readonly #ended = new Map<ReservationState, string[]>();
  readonly #stock = new Map<string, { sold: number; freed: number }>();

  add({ id, state, items }: Reservation): void {
    this.#ended.set(state, [...(this.#ended.get(state) ?? []), id]);
    for (const { productId, quantity } of items) {
      const { sold, freed } = this.#stock.get(productId) ?? { sold: 0, freed: 0 };
      this.#stock.set(productId, {
        sold: sold + (state === 'confirmed' ? quantity : state === 'returned' ? -quantity : 0),
        freed: freed + (state === 'returned' ? 0 : quantity),
      });
    }
  }

  async write(transaction: Queryable): Promise<void> {
    if (this.#ended.size === 0) return;
    for (const [state, ids] of this.#ended) {
      const sql = 'UPDATE reservations FORCE INDEX (PRIMARY) SET state = ? WHERE id IN (?)';
      await transaction.query(sql, [state, ids]);
    }
    const products = [...this.#stock].toSorted(([one], [other]) => (one < other ? -1 : 1));
    const cases = 'WHEN ? THEN ? '.repeat(products.length);
    // By its key, so that only these rows are locked.
    await transaction.query(
      `UPDATE stock FORCE INDEX (PRIMARY) SET on_hand = on_hand - CASE product_id ${cases} END,
        reserved = reserved - CASE product_id ${cases} END WHERE product_id IN (?)`,
      [
        ...products.flatMap(([id, { sold }]) => [id, sold]),
        ...products.flatMap(([id, { freed }]) => [id, freed]),
        products.map(([id]) => id),
      ],
    );
  }
}
