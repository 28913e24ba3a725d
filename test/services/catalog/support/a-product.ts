import type { Product, ProductDetails } from '../../../../services/catalog/product.ts';

/** What staff send for an ordinary product. */
export function detailsOf(changes: Partial<ProductDetails> = {}): ProductDetails {
  return {
    sku: 'COF-SID-250',
    name: 'Sidamo',
    description: 'Washed Ethiopian beans with bergamot and ripe peach, 250 g.',
    category: 'coffee',
    price: { amount: 1290, currency: 'EUR' },
    ...changes,
  };
}

export function idOf(number: number): string {
  return `01940000-0000-7000-8000-${String(number).padStart(12, '0')}`;
}

/** The number gives the id and the sku. */
export function productOf(number: number, changes: Partial<Product> = {}): Product {
  return {
    ...detailsOf({ sku: `SKU-${number}` }),
    id: idOf(number),
    revision: 1,
    updatedAt: new Date('2026-01-02T03:04:05.678Z'),
    ...changes,
  };
}
