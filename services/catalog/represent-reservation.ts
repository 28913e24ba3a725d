import { link, links } from '../kit/http/links.ts';
import type { RequestContext } from '../kit/http/request-context.ts';
import type { Reservation } from './reservation.ts';
import { isAllowed, mayConfirm } from './reservation-access.ts';

/** Only a held reservation can still be confirmed or released, and it offers that only to who may. */
export function representReservation(
  { id, state, items, expiresAt }: Reservation,
  { caller }: Pick<RequestContext, 'caller'>,
) {
  const self = `/v1/reservations/${id}`;
  const held = state === 'held';
  return {
    id,
    state,
    items,
    expiresAt: expiresAt.toISOString(),
    _links: links({
      self,
      confirm: held && isAllowed(mayConfirm, caller) ? link(`${self}/confirmation`, 'POST') : undefined,
      release: held ? link(self, 'DELETE') : undefined,
      products: '/v2/products',
    }),
  };
}
