export interface PageAddress {
  readonly q?: string | undefined;
  readonly category?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** The address of a page of products. */
export function addressOf(page: PageAddress): string {
  const query = new URLSearchParams();
  for (const name of ['q', 'category', 'limit', 'cursor'] as const) {
    const value = page[name];
    if (value !== undefined) query.set(name, String(value));
  }
  return `/v1/products?${query}`;
}
