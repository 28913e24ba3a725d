import type { Category, Product } from '../../../../services/catalog/product.ts';
import type {
  CreateOutcome,
  ProductChange,
  ProductPage,
  ProductSearch,
  ProductStore,
  UpdateOutcome,
} from '../../../../services/catalog/product-store.ts';
import type { InMemoryStockStore } from './in-memory-stock-store.ts';

/** Keeps the promises of a product store for the length of a test; counts how often it is asked for a product. */
export class InMemoryProductStore implements ProductStore {
  finds = 0;
  readonly #stock: InMemoryStockStore;
  readonly #products = new Map<string, Product>();
  readonly #categories = new Map<string, Category>();

  constructor(stock: InMemoryStockStore) {
    this.#stock = stock;
  }

  async find(id: string): Promise<Product | undefined> {
    this.finds += 1;
    return this.#products.get(id);
  }

  async list({ category, after = '', limit }: ProductPage): Promise<readonly Product[]> {
    return this.#sorted()
      .filter((product) => product.id > after && (category === undefined || product.category === category))
      .slice(0, limit);
  }

  async search({ words, category, skip, limit }: ProductSearch): Promise<readonly Product[]> {
    const starts = (product: Product): readonly string[] =>
      `${product.name} ${product.description}`.toLowerCase().split(/[^\p{L}\p{N}]+/u);
    return this.#sorted()
      .filter((product) => words.every((word) => starts(product).some((start) => start.startsWith(word))))
      .filter((product) => category === undefined || product.category === category)
      .slice(skip, skip + limit);
  }

  async create(product: Product): Promise<CreateOutcome> {
    const refusal = this.#products.has(product.id) ? 'sku-taken' : this.#refusalOf(product);
    if (refusal !== undefined) return refusal;
    this.#products.set(product.id, product);
    this.#stock.open(product.id);
    return 'created';
  }

  async update({ id, details, revision, updatedAt }: ProductChange): Promise<UpdateOutcome> {
    const current = this.#products.get(id);
    if (current === undefined) return { outcome: 'unknown-product' };
    if (current.revision !== revision) return { outcome: 'changed-meanwhile' };
    const product = { ...details, id, updatedAt, revision: revision + 1 };
    const refusal = this.#refusalOf(product);
    if (refusal !== undefined) return { outcome: refusal };
    this.#products.set(id, product);
    return { outcome: 'updated', product };
  }

  async categories(): Promise<readonly Category[]> {
    return [...this.#categories.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async putCategory(category: Category): Promise<'created' | 'renamed'> {
    const outcome = this.#categories.has(category.id) ? 'renamed' : 'created';
    this.#categories.set(category.id, category);
    return outcome;
  }

  #sorted(): readonly Product[] {
    return [...this.#products.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  #refusalOf({ id, sku, category }: Product): 'sku-taken' | 'unknown-category' | undefined {
    if ([...this.#products.values()].some((other) => other.id !== id && other.sku === sku))
      return 'sku-taken';
    return this.#categories.has(category) ? undefined : 'unknown-category';
  }
}
