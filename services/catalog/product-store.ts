import type { PriceRange } from './price-bands.ts';
import type { Category, Product, ProductDetails } from './product.ts';

export interface ProductStore {
  find(id: string): Promise<Product | undefined>;
  /** Oldest first, which is the order of ids. */
  list(page: ProductPage): Promise<readonly Product[]>;
  /** Best match first; every word is the start of a word of the product. */
  search(search: ProductSearch): Promise<readonly Product[]>;
  /** How a search can be narrowed. What is chosen of one facet does not narrow that facet. */
  facets(search: FacetSearch): Promise<Facets>;
  create(product: Product): Promise<CreateOutcome>;
  /** Changes the product only while it is at `revision`. */
  update(change: ProductChange): Promise<UpdateOutcome>;
  categories(): Promise<readonly Category[]>;
  /** Makes the category or renames it; says which. */
  putCategory(category: Category): Promise<'created' | 'renamed'>;
}

export interface ProductPage {
  readonly category: string | undefined;
  readonly prices?: PriceRange | undefined;
  /** The last id of the page before. */
  readonly after: string | undefined;
  readonly limit: number;
}

export interface FacetSearch {
  readonly words: readonly string[];
  readonly category: string | undefined;
  readonly prices?: PriceRange | undefined;
}

/** Those that hold products; the fullest category first, the lowest band first. */
export interface Facets {
  readonly categories: readonly { readonly id: string; readonly count: number }[];
  readonly prices: readonly { readonly from: number; readonly count: number }[];
}

export interface ProductSearch extends FacetSearch {
  readonly skip: number;
  readonly limit: number;
}

export interface ProductChange {
  readonly id: string;
  readonly details: ProductDetails;
  readonly revision: number;
  readonly updatedAt: Date;
}

export type CreateOutcome = 'created' | 'sku-taken' | 'unknown-category';
export type UpdateOutcome =
  | { readonly outcome: 'updated'; readonly product: Product }
  | { readonly outcome: 'changed-meanwhile' | 'unknown-product' | 'sku-taken' | 'unknown-category' };
