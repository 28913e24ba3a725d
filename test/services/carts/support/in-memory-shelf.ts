import type { Shelf, ShelfProduct } from '../../../../services/carts/shelf.ts';
import type { Problem } from '../../../../services/kit/problems/problem.ts';

/** Products of a test; while `problem` is set, nobody can tell of them. */
export class InMemoryShelf implements Shelf {
  readonly products = new Map<string, ShelfProduct>();
  problem: Problem | undefined;
  /** Called at each look, before it is answered. */
  onLook: () => Promise<void> = async () => {};

  put(
    productId: string,
    { amount = 1290, available = 10 as number | undefined, currency = 'EUR' } = {},
  ): void {
    this.products.set(productId, {
      title: `Product ${productId.slice(-1)}`,
      price: { amount, currency },
      available,
    });
  }

  async find(productIds: readonly string[]): Promise<ReadonlyMap<string, ShelfProduct>> {
    await this.onLook();
    if (this.problem !== undefined) throw this.problem;
    const found = productIds.flatMap((id) => {
      const product = this.products.get(id);
      return product === undefined ? [] : [[id, product] as const];
    });
    return new Map(found);
  }
}
