import { link, links } from '../kit/http/links.ts';
import type { ProblemDefinition } from '../kit/problems/problem.ts';
import type { KeptAnswer } from './kept-answer.ts';
import type { Order } from './order.ts';
import { representOrder } from './represent-order.ts';
import { cancelledByBuyer } from './saga-steps.ts';
import type { StepAnswer } from './step-answer.ts';

/** What the request that placed the order is answered: 201 where it is confirmed, 202 where that takes too long. */
export function placedAnswer(order: Order): KeptAnswer {
  return {
    status: order.step === 'confirmed' ? 201 : 202,
    headers: { location: `/v1/orders/${order.id}` },
    // As it was when it got there, so that it can be told the same again.
    body: representOrder(order, order.updatedAt.getTime()),
  };
}

/** What it is answered where the order was cancelled; `refusal` is what turned it around, where that was just now. */
export function cancelledAnswer(order: Order, refusal?: StepAnswer): KeptAnswer {
  return { problem: problemOf(order, refusal?.outcome === 'refused' ? refusal.members : undefined) };
}

type Kind = Pick<ProblemDefinition, 'status' | 'kind' | 'title'> & { readonly detail: string };

const outOfStock: Kind = {
  status: 409,
  kind: 'not-enough-stock',
  title: 'There is not enough in stock',
  detail: 'some of what was ordered is not there any more, so nothing was ordered; look at the cart again',
};
const notPaid: Kind = {
  status: 402,
  kind: 'payment-declined',
  title: 'The payment was declined',
  detail: 'the payment was declined and nothing was ordered; order again with another means of payment',
};
const cancelled: Kind = {
  status: 409,
  kind: 'order-cancelled',
  title: 'The order was cancelled',
  detail: 'the order was cancelled before it was complete, and nothing is charged',
};

const kinds: Readonly<Record<string, Kind>> = {
  'not-enough-stock': outOfStock,
  'unknown-product': outOfStock,
  [cancelledByBuyer]: cancelled,
  'card-declined': notPaid,
  'insufficient-funds': notPaid,
  'authorization-expired': notPaid,
  'reservation-over': { ...cancelled, detail: 'it took too long and nothing is charged; order again' },
};

function problemOf({ id, cartId, reason = '' }: Order, members: ProblemDefinition['members'] = {}) {
  return {
    ...(kinds[reason] ?? cancelled),
    members: {
      reason,
      ...members,
      _links: links({
        order: `/v1/orders/${id}`,
        cart: `/v1/carts/${cartId}`,
        'checkout-view': link(`/v1/carts/${cartId}/checkout-view`, 'POST'),
      }),
    },
  };
}
