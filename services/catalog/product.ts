/** Money in the currency's smallest unit: 1290 EUR is twelve euros ninety. */
export interface Money {
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
}

/** What staff say of a product. */
export interface ProductDetails {
  /** The merchant's own number for it; unique. */
  readonly sku: string;
  readonly name: string;
  readonly description: string;
  /** A category's id. */
  readonly category: string;
  readonly price: Money;
}

export interface Product extends ProductDetails {
  readonly id: string;
  /** Counts its changes from 1; its ETag. */
  readonly revision: number;
  readonly updatedAt: Date;
}

export interface Category {
  /** A word for addresses: `coffee`. */
  readonly id: string;
  readonly name: string;
}
