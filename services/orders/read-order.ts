import { json } from '../kit/http/answer.ts';
import { operation } from '../kit/http/operation.ts';
import type { Clock } from '../kit/time/clock.ts';
import { orderPathSchema, orderSchema } from './order.schema.ts';
import { ensureOwner } from './order-owner.ts';
import type { OrderStore } from './order-store.ts';
import { representOrder } from './represent-order.ts';

export interface ReadOrderParts {
  readonly store: Pick<OrderStore, 'find'>;
  readonly clock: Clock;
}

export function readOrder({ store, clock }: ReadOrderParts) {
  return operation({
    method: 'GET',
    path: '/v1/orders/:id',
    summary: 'One order, to its buyer and to staff',
    access: 'signed-in',
    params: orderPathSchema,
    answers: { 200: orderSchema },
    handle: async ({ params: { id }, context }) =>
      json(200, representOrder(ensureOwner(await store.find(id), context), clock.now())),
  });
}
