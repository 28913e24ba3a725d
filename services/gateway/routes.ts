/** What is public, and who answers it. A path travels on as it came, so the links in answers hold. */
export interface Route {
  /** This path and all below it. */
  readonly prefix: string;
  readonly service: string;
  /** How the API root calls it. */
  readonly relation: string;
}

export const routes: readonly Route[] = [
  { prefix: '/v1/products', service: 'catalog', relation: 'products' },
  { prefix: '/v1/categories', service: 'catalog', relation: 'categories' },
  { prefix: '/v1/reservations', service: 'catalog', relation: 'reservations' },
];
