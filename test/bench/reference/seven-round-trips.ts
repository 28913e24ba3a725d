import { randomUUID } from 'node:crypto';
import { type BareShop, makeSchema } from '../bare-shop.ts';
import { type ManyReport, many } from '../many.ts';
import { openPool } from '../open-pool.ts';

/** The tables of orders once more, where nobody publishes what is written into them. */
export async function makeReferenceTables(shop: BareShop): Promise<void> {
  await makeSchema(shop, 'reference');
  const pool = openPool(shop, 'reference');
  try {
    for (const table of ['orders', 'order_items', 'idempotency_keys', 'outbox']) {
      await pool.run(`CREATE TABLE ${table} LIKE bench_orders.${table}`);
    }
    await pool.run('ALTER TABLE order_items ADD FOREIGN KEY (order_id) REFERENCES orders (id)');
  } finally {
    await pool.close();
  }
}

/** The rows of an order as anybody writes them: one statement after the other, one transaction an order. */
export async function writeOrderRows(
  shop: BareShop,
  { orders, atOnce }: { readonly orders: number; readonly atOnce: number },
): Promise<ManyReport> {
  const pool = openPool(shop, 'reference');
  try {
    return await many(orders, atOnce, async () => {
      const connection = await pool.connection();
      try {
        await connection.beginTransaction();
        for (const [sql, values] of rowsOf(randomUUID())) await connection.execute(sql, values);
        await connection.commit();
      } finally {
        connection.release();
      }
    });
  } finally {
    await pool.close();
  }
}

/** Five statements, which with the beginning and the commit are seven round trips. */
function rowsOf(id: string): readonly (readonly [string, (string | number | null)[]])[] {
  const now = new Date().toISOString().slice(0, 23).replace('T', ' ');
  const trace = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-00`;
  const item = (sku: number): readonly [string, (string | number | null)[]] => [
    'INSERT INTO order_items (order_id, product_id, title, quantity, unit_amount) VALUES (?, ?, ?, ?, ?)',
    [id, randomUUID(), `Product ${sku}`, 1, 1290],
  ];
  return [
    [
      'INSERT INTO idempotency_keys (id, fingerprint, order_id, answer, created_at) VALUES (?, ?, ?, ?, ?)',
      [`${id}${'k'.repeat(28)}`, 'f'.repeat(64), id, null, now],
    ],
    [
      `INSERT INTO orders (id, user_id, cart_id, total_amount, currency, step, cancel_wanted, version, attempts,
        traceparent, correlation_id, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [id, 'reference', `g${'c'.repeat(32)}`, 2580, 'EUR', 'confirmed', 0, 1, 0, trace, id, now, now],
    ],
    item(1),
    item(2),
    [
      'INSERT INTO outbox (type, traceparent, event) VALUES (?, ?, ?)',
      ['order-confirmed', trace, JSON.stringify({ id, data: { orderId: id, total: 2580 } })],
    ],
  ];
}
