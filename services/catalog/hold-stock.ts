import type { Queryable } from '../kit/database/database.ts';
import type { ReservedItem } from './reservation.ts';
import type { ReserveOutcome, ReserveRequest } from './stock-store.ts';

interface StockRow {
  readonly product_id: string;
  readonly on_hand: number;
  readonly reserved: number;
}

/** What a request comes to; one whose id was used before is told from what is kept of it. */
export type HoldOutcome = ReserveOutcome | { readonly outcome: 'there-before' };

/**
 * Decides requests one after the other over stock that is locked once for all of them. Rows are locked in the order
 * of product ids, never in a circle; a hot product is locked and written once for many buyers. Ids are taken to be
 * new unless it is told to look; one that is not makes the insert fail with a duplicate key.
 */
export async function holdStock(
  transaction: Queryable,
  requests: readonly ReserveRequest[],
  { looksForIds }: { readonly looksForIds: boolean },
): Promise<readonly HoldOutcome[]> {
  const shelf = await lockedShelf(transaction, requests);
  const known = looksForIds ? await knownIds(transaction, requests) : new Set<string>();
  const outcomes = requests.map((request): HoldOutcome => {
    if (known.has(request.id)) return { outcome: 'there-before' };
    const outcome = decided(shelf, request);
    if (outcome.outcome === 'reserved') known.add(request.id);
    return outcome;
  });
  if (!looksForIds) await lookAgain(transaction, requests, outcomes);
  const held = requests.filter((_, index) => outcomes[index]?.outcome === 'reserved');
  if (held.length === 0) return outcomes;
  // The primary key of a reservation lets one request of an id through.
  await transaction.query('INSERT INTO reservations (id, held_by, state, asked, expires_at) VALUES ?', [
    held.map(({ id, heldBy, asked, expiresAt }) => [id, heldBy, 'held', asked, expiresAt]),
  ]);
  await transaction.query('INSERT INTO reservation_items (reservation_id, product_id, quantity) VALUES ?', [
    held.flatMap(({ id, items }) =>
      byProduct(items).map(({ productId, quantity }) => [id, productId, quantity]),
    ),
  ]);
  const taken = [...shelf.values()].filter(({ reserved, before }) => reserved !== before);
  await transaction.query(
    `UPDATE stock FORCE INDEX (PRIMARY) SET reserved = CASE product_id ${'WHEN ? THEN ? '.repeat(taken.length)} END
      WHERE product_id IN (?)`,
    [
      ...taken.flatMap(({ productId, reserved }) => [productId, reserved]),
      taken.map(({ productId }) => productId),
    ],
  );
  return outcomes;
}

/** Whoever repeats what was reserved before is not told that there is too little by now. */
async function lookAgain(
  transaction: Queryable,
  requests: readonly ReserveRequest[],
  outcomes: HoldOutcome[],
): Promise<void> {
  const refused = requests.filter((_, index) => isRefusal(outcomes[index]));
  if (refused.length === 0) return;
  const known = await knownIds(transaction, refused);
  for (const [index, { id }] of requests.entries()) {
    if (known.has(id) && isRefusal(outcomes[index])) outcomes[index] = { outcome: 'there-before' };
  }
}

function isRefusal(outcome: HoldOutcome | undefined): boolean {
  return outcome?.outcome === 'not-enough' || outcome?.outcome === 'unknown-product';
}

/** Read after the lock, so whoever had it before is seen. */
async function knownIds(transaction: Queryable, requests: readonly ReserveRequest[]): Promise<Set<string>> {
  const rows = await transaction.query<{ id: string }>('SELECT id FROM reservations WHERE id IN (?)', [
    requests.map(({ id }) => id),
  ]);
  return new Set(rows.map(({ id }) => id));
}

interface Shelved {
  readonly productId: string;
  readonly onHand: number;
  readonly before: number;
  reserved: number;
}

async function lockedShelf(
  transaction: Queryable,
  requests: readonly ReserveRequest[],
): Promise<ReadonlyMap<string, Shelved>> {
  const asked = new Set(requests.flatMap(({ items }) => items.map(({ productId }) => productId)));
  const rows = await transaction.query<StockRow>(
    `SELECT product_id, on_hand, reserved FROM stock FORCE INDEX (PRIMARY)
      WHERE product_id IN (?) ORDER BY product_id FOR UPDATE`,
    [[...asked].toSorted()],
  );
  return new Map(
    rows.map(({ product_id: productId, on_hand: onHand, reserved }) => [
      productId,
      { productId, onHand, reserved, before: reserved },
    ]),
  );
}

/** Takes all items off the shelf, or none. */
function decided(shelf: ReadonlyMap<string, Shelved>, request: ReserveRequest): ReserveOutcome {
  const items = byProduct(request.items);
  const found = items.map((item) => ({ ...item, shelved: shelf.get(item.productId) }));
  if (found.some(({ shelved }) => shelved === undefined)) return { outcome: 'unknown-product' };
  for (const { productId, quantity, shelved } of found) {
    const available = shelved === undefined ? 0 : shelved.onHand - shelved.reserved;
    if (available < quantity) return { outcome: 'not-enough', productId, requested: quantity, available };
  }
  for (const { quantity, shelved } of found) if (shelved !== undefined) shelved.reserved += quantity;
  const { id, heldBy, expiresAt } = request;
  return { outcome: 'reserved', reservation: { id, heldBy, state: 'held', items, expiresAt } };
}

function byProduct(items: readonly ReservedItem[]): readonly ReservedItem[] {
  return items.toSorted((a, b) => (a.productId < b.productId ? -1 : 1));
}
