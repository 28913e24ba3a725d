import type { Order } from '../../../../services/orders/order.ts';
import { newOrderId } from '../../../../services/orders/order-id.ts';
import { leaseMs } from '../../../../services/orders/saga.ts';

export const boat = '01940000-0000-7000-8000-000000000001';
export const oar = '01940000-0000-7000-8000-000000000002';
export const cartId = `u${'c'.repeat(32)}`;

/** As it is when it was just placed. */
export function orderOf(now: number, changes: Partial<Order> = {}): Order {
  return {
    id: newOrderId(now),
    userId: 'kim',
    cartId,
    cartEtag: '"cart-1"',
    items: [
      { productId: boat, title: 'Boat', quantity: 1, unitPrice: { amount: 1000, currency: 'EUR' } },
      { productId: oar, title: 'Oar', quantity: 2, unitPrice: { amount: 250, currency: 'EUR' } },
    ],
    total: { amount: 1500, currency: 'EUR' },
    step: 'reserve',
    reason: undefined,
    cancelWanted: false,
    paymentToken: 'tok_visa',
    paymentId: undefined,
    version: 1,
    attempts: 0,
    leaseUntil: new Date(now + leaseMs),
    origin: { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-00`, correlationId: 'kim-1' },
    createdAt: new Date(now),
    updatedAt: new Date(now),
    ...changes,
  };
}
