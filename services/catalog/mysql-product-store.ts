import { batchByTick } from '../kit/batching/batch-by-tick.ts';
import type { Database, Queryable } from '../kit/database/database.ts';
import { isDuplicateKey } from '../kit/database/database-errors.ts';
import { isMissingReference } from './missing-reference.ts';
import type { Category, Product } from './product.ts';
import { facetsOf, match, narrowing } from './product-search.ts';
import type {
  CreateOutcome,
  FacetSearch,
  Facets,
  ProductChange,
  ProductPage,
  ProductSearch,
  ProductStore,
  UpdateOutcome,
} from './product-store.ts';
import { booleanQueryOf } from './search-words.ts';

const columns = `p.id, p.sku, p.name, p.description, p.category_id, p.price_amount, p.price_currency,
  p.revision, p.updated_at`;

interface ProductRow {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  readonly description: string;
  readonly category_id: string;
  readonly price_amount: number;
  readonly price_currency: string;
  readonly revision: number;
  readonly updated_at: Date;
}

export class MysqlProductStore implements ProductStore {
  readonly #database: Database;
  /** Requests of one tick share a round trip. */
  readonly find: (id: string) => Promise<Product | undefined>;

  constructor(database: Database) {
    this.#database = database;
    this.find = batchByTick((ids: readonly string[]) => this.#findAll(ids));
  }

  async #findAll(ids: readonly string[]): Promise<ReadonlyMap<string, Product>> {
    const sql = `SELECT ${columns} FROM products p WHERE p.id IN (?)`;
    const rows = await this.#database.query<ProductRow>(sql, [ids]);
    return new Map(rows.map((row) => [row.id, productOf(row)]));
  }

  async list({ after, limit, ...filter }: ProductPage): Promise<readonly Product[]> {
    const { sql: narrowed, values } = narrowing(filter);
    const sql = `SELECT ${columns} FROM products p WHERE p.id > ?${narrowed} ORDER BY p.id LIMIT ?`;
    return (await this.#database.rows<ProductRow>(sql, [after ?? '', ...values, limit])).map(productOf);
  }

  async search({ words, skip, limit, ...filter }: ProductSearch): Promise<readonly Product[]> {
    const { sql: narrowed, values } = narrowing(filter);
    const sql = `SELECT ${columns} FROM products p WHERE ${match}${narrowed}
      ORDER BY ${match} DESC, p.id LIMIT ? OFFSET ?`;
    const query = booleanQueryOf(words);
    const rows = await this.#database.rows<ProductRow>(sql, [query, ...values, query, limit, skip]);
    return rows.map(productOf);
  }

  async facets(search: FacetSearch): Promise<Facets> {
    return await facetsOf(this.#database, search);
  }

  async create(product: Product): Promise<CreateOutcome> {
    try {
      await this.#database.transaction((transaction) => insertProduct(transaction, product));
      return 'created';
    } catch (error) {
      return refusalOf(error);
    }
  }

  async update(change: ProductChange): Promise<UpdateOutcome> {
    try {
      return await this.#database.transaction((transaction) => updateProduct(transaction, change));
    } catch (error) {
      return { outcome: refusalOf(error) };
    }
  }

  async categories(): Promise<readonly Category[]> {
    return await this.#database.rows<Category>('SELECT id, name FROM categories ORDER BY name');
  }

  async putCategory({ id, name }: Category): Promise<'created' | 'renamed'> {
    try {
      await this.#database.run('INSERT INTO categories (id, name) VALUES (?, ?)', [id, name]);
      return 'created';
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      await this.#database.run('UPDATE categories SET name = ? WHERE id = ?', [name, id]);
      return 'renamed';
    }
  }
}

/** A product has a row of stock from its first moment, so counting and reserving only ever update. */
async function insertProduct(transaction: Queryable, product: Product): Promise<void> {
  const { id, sku, name, description, category, price, revision, updatedAt } = product;
  await transaction.run(
    `INSERT INTO products (id, sku, name, description, category_id, price_amount, price_currency, revision,
      updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [id, sku, name, description, category, price.amount, price.currency, revision, updatedAt],
  );
  await transaction.run('INSERT INTO stock (product_id, on_hand, reserved) VALUES (?, 0, 0)', [id]);
}

async function updateProduct(
  transaction: Queryable,
  { id, details, revision, updatedAt }: ProductChange,
): Promise<UpdateOutcome> {
  const { sku, name, description, category, price } = details;
  const { affectedRows } = await transaction.run(
    `UPDATE products SET sku = ?, name = ?, description = ?, category_id = ?, price_amount = ?,
      price_currency = ?, updated_at = ?, revision = revision + 1 WHERE id = ? AND revision = ?`,
    [sku, name, description, category, price.amount, price.currency, updatedAt, id, revision],
  );
  const [row] = await transaction.rows<ProductRow>(`SELECT ${columns} FROM products p WHERE p.id = ?`, [id]);
  if (row === undefined) return { outcome: 'unknown-product' };
  if (affectedRows === 0) return { outcome: 'changed-meanwhile' };
  return { outcome: 'updated', product: productOf(row) };
}

function refusalOf(error: unknown): 'sku-taken' | 'unknown-category' {
  if (isDuplicateKey(error)) return 'sku-taken';
  if (isMissingReference(error)) return 'unknown-category';
  throw error;
}

function productOf(row: ProductRow): Product {
  return {
    id: row.id,
    sku: row.sku,
    name: row.name,
    description: row.description,
    category: row.category_id,
    price: { amount: row.price_amount, currency: row.price_currency },
    revision: row.revision,
    updatedAt: row.updated_at,
  };
}
