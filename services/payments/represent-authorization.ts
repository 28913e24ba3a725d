import { link, links } from '../kit/http/links.ts';
import type { Authorization } from './authorization.ts';

export function representAuthorization(authorization: Authorization) {
  const { id, orderId, money, operation, refusal, createdAt, updatedAt } = authorization;
  const self = `/v1/authorizations/${id}`;
  const state = stateShown(authorization);
  return {
    id,
    orderId,
    state,
    amount: money,
    ...(operation === undefined ? {} : { underWay: operation }),
    ...(refusal === undefined ? {} : { refusal }),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    _links: links({
      self,
      capture: state === 'authorized' ? link(`${self}/captures`, 'POST') : undefined,
      void: state === 'authorized' ? link(self, 'DELETE') : undefined,
      refund: state === 'captured' ? link(`${self}/refunds`, 'POST') : undefined,
      ledger: `/v1/ledger?order=${orderId}`,
    }),
  };
}

function stateShown({ state, operation, doubtful }: Authorization) {
  if (operation !== undefined) return doubtful ? 'unknown' : 'pending';
  return state === 'new' ? 'pending' : state;
}
