import { link, links } from '../kit/http/links.ts';
import type { Order, OrderStep } from './order.ts';
import { isCancellable, isReturnable } from './order-terms.ts';

/** What a buyer cares about; the steps of the saga are nobody else's business. */
const states = {
  reserve: 'placed',
  authorize: 'placed',
  confirm: 'placed',
  capture: 'placed',
  confirmed: 'confirmed',
  'undo-payment': 'cancelling',
  'undo-stock': 'cancelling',
  cancelled: 'cancelled',
  refund: 'refunding',
  refunded: 'refunded',
} as const satisfies Readonly<Record<OrderStep, string>>;

export const orderStates = [...new Set(Object.values(states))];

export function representOrder(order: Order, now: number) {
  const { id, items, total, createdAt, updatedAt } = order;
  const self = `/v1/orders/${id}`;
  const state = states[order.step];
  const reason = state === 'cancelling' || state === 'cancelled' ? order.reason : undefined;
  return {
    id,
    state,
    ...(reason === undefined ? {} : { reason }),
    items: items.map(({ productId, title, quantity, unitPrice }) => ({
      productId,
      title,
      quantity,
      unitPrice,
      lineTotal: { amount: unitPrice.amount * quantity, currency: unitPrice.currency },
      _links: links({ product: `/v2/products/${productId}` }),
    })),
    total,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    _links: links({
      self,
      cancel: isCancellable(order, now) ? link(`${self}/cancellation`, 'POST') : undefined,
      refund: isReturnable(order, now) ? link(`${self}/refund`, 'POST') : undefined,
      orders: '/v1/orders',
    }),
  };
}
