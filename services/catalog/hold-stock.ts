import type { Queryable } from '../kit/database/database.ts';
import type { ReserveOutcome, ReserveRequest, StockLevel } from './stock-store.ts';

/** Thrown inside the transaction, so that what it took before is given back. */
export class Shortage extends Error {
  readonly outcome: ReserveOutcome;

  constructor(outcome: ReserveOutcome) {
    super('not enough stock');
    this.name = 'Shortage';
    this.outcome = outcome;
  }
}

/**
 * The reservation's row comes first: its primary key lets one request of an id through.
 * Stock comes last and in the order of product ids: hot rows are locked shortly, and never in a circle.
 */
export async function holdStock(transaction: Queryable, request: ReserveRequest): Promise<ReserveOutcome> {
  const { id, heldBy, asked, expiresAt } = request;
  const items = request.items.toSorted((a, b) => (a.productId < b.productId ? -1 : 1));
  await transaction.run(
    "INSERT INTO reservations (id, held_by, state, asked, expires_at) VALUES (?, ?, 'held', ?, ?)",
    [id, heldBy, asked, expiresAt],
  );
  await transaction.query('INSERT INTO reservation_items (reservation_id, product_id, quantity) VALUES ?', [
    items.map(({ productId, quantity }) => [id, productId, quantity]),
  ]);
  for (const { productId, quantity } of items) await take(transaction, productId, quantity);
  return { outcome: 'reserved', reservation: { id, heldBy, state: 'held', items, expiresAt } };
}

/** One statement decides and takes, so two buyers never see the same last piece. */
async function take(transaction: Queryable, productId: string, quantity: number): Promise<void> {
  const { affectedRows } = await transaction.run(
    'UPDATE stock SET reserved = reserved + ? WHERE product_id = ? AND on_hand >= reserved + ?',
    [quantity, productId, quantity],
  );
  if (affectedRows === 1) return;
  const [level] = await transaction.rows<StockLevel>(
    'SELECT on_hand AS onHand, reserved FROM stock WHERE product_id = ?',
    [productId],
  );
  const available = level === undefined ? 0 : level.onHand - level.reserved;
  throw new Shortage({ outcome: 'not-enough', productId, requested: quantity, available });
}
