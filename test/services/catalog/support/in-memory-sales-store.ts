import type { BestSeller, Sale, SalesStore } from '../../../../services/catalog/sales-store.ts';
import type { InMemoryProductStore } from './in-memory-product-store.ts';
import type { InMemoryStockStore } from './in-memory-stock-store.ts';

/** Keeps the promises of a sales store for the length of a test. */
export class InMemorySalesStore implements SalesStore {
  readonly #products: InMemoryProductStore;
  readonly #stock: InMemoryStockStore;
  readonly #sales: Sale[] = [];
  readonly #tallied = new Set<string>();

  constructor(products: InMemoryProductStore, stock: InMemoryStockStore) {
    this.#products = products;
    this.#stock = stock;
  }

  async tally(now: Date, most: number): Promise<number> {
    const due = this.#stock.reservations
      .filter(({ id, state }) => state === 'confirmed' && !this.#tallied.has(id))
      .slice(0, most);
    for (const { id } of due) this.#tallied.add(id);
    for (const { items } of due) {
      await this.add(items.map((item) => ({ ...item, day: now })));
    }
    return due.length;
  }

  async forgetReservations(before: Date, most: number): Promise<number> {
    const old = this.#stock.reservations
      .filter(({ id, state, expiresAt }) => {
        const counts = state === 'held' || (state === 'confirmed' && !this.#tallied.has(id));
        return !counts && expiresAt < before;
      })
      .slice(0, most);
    for (const { id } of old) this.#stock.forget(id);
    return old.length;
  }

  async bestSellers(since: Date, most: number): Promise<readonly BestSeller[]> {
    const sold = new Map<string, number>();
    for (const { productId, day, quantity } of this.#sales) {
      if (dayOf(day) >= dayOf(since)) sold.set(productId, (sold.get(productId) ?? 0) + quantity);
    }
    const order = [...sold].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1)).slice(0, most);
    return await Promise.all(
      order.map(async ([productId, count]) => {
        const { name = '' } = (await this.#products.find(productId)) ?? {};
        return { productId, name, sold: count };
      }),
    );
  }

  async add(sales: readonly Sale[]): Promise<void> {
    this.#sales.push(...sales);
  }
}

function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
