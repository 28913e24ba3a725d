import { link, links } from '../kit/http/links.ts';
import type { Reservation } from './reservation.ts';

/** Only a held reservation can still be confirmed or released, so only it offers that. */
export function representReservation({ id, state, items, expiresAt }: Reservation) {
  const self = `/v1/reservations/${id}`;
  const held = state === 'held';
  return {
    id,
    state,
    items,
    expiresAt: expiresAt.toISOString(),
    _links: links({
      self,
      confirm: held ? link(`${self}/confirmation`, 'POST') : undefined,
      release: held ? link(self, 'DELETE') : undefined,
      products: '/v2/products',
    }),
  };
}
