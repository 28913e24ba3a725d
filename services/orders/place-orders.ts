import type { Queryable } from '../kit/database/database.ts';
import { itemValues, orderColumns, orderValues } from './order-row.ts';
import type { Placement } from './order-store.ts';

/** The key comes first: its primary key lets one request of a key through. */
export async function placeOrders(transaction: Queryable, placements: readonly Placement[]): Promise<void> {
  const orders = placements.map(({ order }) => order);
  await transaction.query(
    'INSERT INTO idempotency_keys (id, fingerprint, order_id, answer, created_at) VALUES ?',
    [placements.map(({ key, order }) => [key.id, key.fingerprint, order.id, null, order.createdAt])],
  );
  await transaction.query(`INSERT INTO orders (${orderColumns}) VALUES ?`, [orders.map(orderValues)]);
  await transaction.query(
    'INSERT INTO order_items (order_id, product_id, title, quantity, unit_amount) VALUES ?',
    [orders.flatMap(itemValues)],
  );
}
