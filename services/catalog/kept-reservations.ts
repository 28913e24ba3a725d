import type { Queryable } from '../kit/database/database.ts';
import type { Reservation, ReservationState, ReservedItem } from './reservation.ts';

/** A reservation with what tells two requests for it apart. */
export interface KeptReservation {
  readonly reservation: Reservation;
  readonly asked: string;
}

interface ReservationRow {
  readonly id: string;
  readonly held_by: string;
  readonly state: ReservationState;
  readonly asked: string;
  readonly expires_at: Date;
}

interface ItemRow {
  readonly reservation_id: string;
  readonly product_id: string;
  readonly quantity: number;
}

/**
 * Those there are of these. Their items never change, so only they themselves are locked where that is asked for: by
 * their keys, since a scan would lock the gaps that new reservations go into.
 */
export async function keptReservations(
  database: Queryable,
  ids: readonly string[],
  lock: 'FOR UPDATE' | '' = '',
): Promise<readonly KeptReservation[]> {
  const rows = await database.query<ReservationRow>(
    `SELECT id, held_by, state, asked, expires_at FROM reservations FORCE INDEX (PRIMARY)
      WHERE id IN (?) ORDER BY id ${lock}`,
    [ids],
  );
  if (rows.length === 0) return [];
  const items = new Map<string, ReservedItem[]>(rows.map(({ id }) => [id, []]));
  const found = await database.query<ItemRow>(
    `SELECT reservation_id, product_id, quantity FROM reservation_items WHERE reservation_id IN (?)
      ORDER BY reservation_id, product_id`,
    [[...items.keys()]],
  );
  for (const { reservation_id, product_id: productId, quantity } of found) {
    items.get(reservation_id)?.push({ productId, quantity });
  }
  return rows.map(({ id, held_by: heldBy, state, asked, expires_at: expiresAt }) => ({
    reservation: { id, heldBy, state, items: items.get(id) ?? [], expiresAt },
    asked,
  }));
}
