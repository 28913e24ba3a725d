import type { Database, Queryable } from '../kit/database/database.ts';
import type { BestSeller, Sale, SalesStore } from './sales-store.ts';

interface Named {
  readonly id: string;
}

export class MysqlSalesStore implements SalesStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async tally(now: Date, most: number): Promise<number> {
    const due = await this.#database.rows<Named>(
      "SELECT id FROM reservations WHERE state = 'confirmed' AND tallied = 0 LIMIT ?",
      [most],
    );
    if (due.length === 0) return 0;
    return await this.#database.transaction(async (transaction) => {
      const ids = await claimed(transaction, due, 'tallied = 0');
      if (ids.length === 0) return 0;
      const sold = await transaction.query<{ productId: string; quantity: string }>(
        `SELECT product_id AS productId, SUM(quantity) AS quantity FROM reservation_items
          WHERE reservation_id IN (?) GROUP BY product_id ORDER BY product_id`,
        [ids],
      );
      await addSales(
        transaction,
        sold.map(({ productId, quantity }) => ({ productId, day: now, quantity: Number(quantity) })),
      );
      await transaction.query('UPDATE reservations FORCE INDEX (PRIMARY) SET tallied = 1 WHERE id IN (?)', [
        ids,
      ]);
      return ids.length;
    });
  }

  async forgetReservations(before: Date, most: number): Promise<number> {
    let forgotten = 0;
    for (const state of ['confirmed', 'released', 'expired', 'returned']) {
      const old = await this.#database.rows<Named>(
        `SELECT id FROM reservations
          WHERE state = ? AND expires_at < ?${state === 'confirmed' ? ' AND tallied = 1' : ''} LIMIT ?`,
        [state, before, most - forgotten],
      );
      if (old.length > 0)
        forgotten += await this.#database.transaction((transaction) => forget(transaction, old));
    }
    return forgotten;
  }

  async bestSellers(since: Date, most: number): Promise<readonly BestSeller[]> {
    const rows = await this.#database.rows<Omit<BestSeller, 'sold'> & { readonly sold: string }>(
      `SELECT s.product_id AS productId, p.name, SUM(s.quantity) AS sold FROM sales s
        JOIN products p ON p.id = s.product_id WHERE s.sold_on >= ?
        GROUP BY s.product_id, p.name ORDER BY SUM(s.quantity) DESC, s.product_id LIMIT ?`,
      [dayOf(since), most],
    );
    return rows.map((row) => ({ ...row, sold: Number(row.sold) }));
  }

  async add(sales: readonly Sale[]): Promise<void> {
    if (sales.length === 0) return;
    await addSales(this.#database, sales);
  }
}

async function addSales(database: Pick<Queryable, 'query'>, sales: readonly Sale[]): Promise<void> {
  await database.query(
    `INSERT INTO sales (sold_on, product_id, quantity) VALUES ?
      ON DUPLICATE KEY UPDATE quantity = quantity + VALUES(quantity)`,
    [sales.map(({ productId, day, quantity }) => [dayOf(day), productId, quantity])],
  );
}

/**
 * Locks those that still need it; what another task has locked is passed over. By primary key, here and below: a scan,
 * which a short table invites, locks what others insert and confirm at the moment, and ends their work as a deadlock.
 */
async function claimed(
  transaction: Queryable,
  found: readonly Named[],
  condition = 'TRUE',
): Promise<readonly string[]> {
  const rows = await transaction.query<Named>(
    `SELECT id FROM reservations FORCE INDEX (PRIMARY) WHERE id IN (?) AND ${condition} FOR UPDATE SKIP LOCKED`,
    [found.map(({ id }) => id)],
  );
  return rows.map(({ id }) => id);
}

async function forget(transaction: Queryable, old: readonly Named[]): Promise<number> {
  const ids = await claimed(transaction, old);
  if (ids.length === 0) return 0;
  await transaction.query(
    'DELETE i FROM reservation_items AS i FORCE INDEX (PRIMARY) WHERE i.reservation_id IN (?)',
    [ids],
  );
  await transaction.query('DELETE r FROM reservations AS r FORCE INDEX (PRIMARY) WHERE r.id IN (?)', [ids]);
  return ids.length;
}

function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
