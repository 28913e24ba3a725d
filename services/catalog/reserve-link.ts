import type { Link } from '../kit/http/links.ts';

/** Where stock is reserved; whoever follows it puts an id of its own choice in. */
export const reserveLink: Link & { readonly templated: true } = {
  href: '/v1/reservations/{id}',
  method: 'PUT',
  templated: true,
};
