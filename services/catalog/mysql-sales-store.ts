import type { Database, Queryable } from '../kit/database/database.ts';
import type { BestSeller, Sale, SalesStore } from './sales-store.ts';

export class MysqlSalesStore implements SalesStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async tally(now: Date, most: number): Promise<number> {
    return await this.#database.transaction(async (transaction) => {
      // Several tasks tally beside each other; what one has locked the others pass over.
      const due = await transaction.rows<{ id: string }>(
        "SELECT id FROM reservations WHERE state = 'confirmed' AND tallied = 0 LIMIT ? FOR UPDATE SKIP LOCKED",
        [most],
      );
      if (due.length === 0) return 0;
      const ids = due.map(({ id }) => id);
      const sold = await transaction.query<{ productId: string; quantity: string }>(
        `SELECT product_id AS productId, SUM(quantity) AS quantity FROM reservation_items
          WHERE reservation_id IN (?) GROUP BY product_id ORDER BY product_id`,
        [ids],
      );
      for (const { productId, quantity } of sold) {
        await addSale(transaction, { productId, day: now, quantity: Number(quantity) });
      }
      await transaction.query('UPDATE reservations SET tallied = 1 WHERE id IN (?)', [ids]);
      return ids.length;
    });
  }

  async forgetReservations(before: Date, most: number): Promise<number> {
    let forgotten = 0;
    for (const state of ['confirmed', 'released', 'expired']) {
      forgotten += await this.#database.transaction((transaction) =>
        forget(transaction, { state, before, most: most - forgotten }),
      );
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
    await this.#database.transaction(async (transaction) => {
      for (const sale of sales) await addSale(transaction, sale);
    });
  }
}

async function addSale(transaction: Queryable, { productId, day, quantity }: Sale): Promise<void> {
  await transaction.run(
    `INSERT INTO sales (sold_on, product_id, quantity) VALUES (?, ?, ?)
      ON DUPLICATE KEY UPDATE quantity = quantity + ?`,
    [dayOf(day), productId, quantity, quantity],
  );
}

interface Forgetting {
  readonly state: string;
  readonly before: Date;
  readonly most: number;
}

async function forget(transaction: Queryable, { state, before, most }: Forgetting): Promise<number> {
  const old = await transaction.rows<{ id: string }>(
    `SELECT id FROM reservations WHERE state = ? AND expires_at < ?${state === 'confirmed' ? ' AND tallied = 1' : ''}
      LIMIT ? FOR UPDATE SKIP LOCKED`,
    [state, before, most],
  );
  if (old.length === 0) return 0;
  const ids = old.map(({ id }) => id);
  await transaction.query('DELETE FROM reservation_items WHERE reservation_id IN (?)', [ids]);
  await transaction.query('DELETE FROM reservations WHERE id IN (?)', [ids]);
  return ids.length;
}

function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
