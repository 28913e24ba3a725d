import { priceBands } from '../../../../services/catalog/price-bands.ts';
import type { Category, Product } from '../../../../services/catalog/product.ts';
import type { Filter } from '../../../../services/catalog/product-search.ts';
import type {
  CreateOutcome,
  FacetSearch,
  Facets,
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

  async list({ after = '', limit, ...filter }: ProductPage): Promise<readonly Product[]> {
    return this.#sorted()
      .filter((product) => product.id > after && fits(product, filter))
      .slice(0, limit);
  }

  async search({ skip, limit, ...search }: ProductSearch): Promise<readonly Product[]> {
    return this.#matching(search.words)
      .filter((product) => fits(product, search))
      .slice(skip, skip + limit);
  }

  async facets({ words, category, prices }: FacetSearch): Promise<Facets> {
    const matching = this.#matching(words);
    const categories = Map.groupBy(
      matching.filter((product) => fits(product, { prices })),
      (product) => product.category,
    );
    const bands = Map.groupBy(
      matching.filter((product) => fits(product, { category })),
      ({ price }) => Math.max(...priceBands.filter((from) => from <= price.amount)),
    );
    return {
      categories: [...categories]
        .map(([id, { length: count }]) => ({ id, count }))
        .sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1)),
      prices: [...bands]
        .map(([from, { length: count }]) => ({ from, count }))
        .sort((a, b) => a.from - b.from),
    };
  }

  #matching(words: readonly string[]): readonly Product[] {
    const starts = (product: Product): readonly string[] =>
      `${product.name} ${product.description}`.toLowerCase().split(/[^\p{L}\p{N}]+/u);
    return this.#sorted().filter((product) =>
      words.every((word) => starts(product).some((start) => start.startsWith(word))),
    );
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

function fits({ category, price }: Product, filter: Filter): boolean {
  const { from = 0, to = Number.POSITIVE_INFINITY } = filter.prices ?? {};
  return (
    (filter.category === undefined || filter.category === category) &&
    price.amount >= from &&
    price.amount < to
  );
}
