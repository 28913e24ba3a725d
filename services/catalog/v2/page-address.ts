export interface PageAddress {
  readonly q?: string | undefined;
  readonly category?: string | undefined;
  readonly priceFrom?: number | undefined;
  readonly priceTo?: number | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

const names = ['q', 'category', 'priceFrom', 'priceTo', 'limit', 'cursor'] as const;

/** The address of a page of products. */
export function addressOf(page: PageAddress): string {
  const query = new URLSearchParams();
  for (const name of names) {
    const value = page[name];
    if (value !== undefined) query.set(name, String(value));
  }
  return `/v2/products?${query}`;
}
