import type { NewEvent } from '../kit/events/outbox.ts';
import type { Order, OrderHead, OrderStep } from './order.ts';

/** What others are told when an order gets to a step. */
const told: Readonly<Partial<Record<OrderStep, string>>> = {
  confirmed: 'order-confirmed',
  cancelled: 'order-cancelled',
  refunded: 'order-refunded',
};

/** Nothing is told twice: an order whose refund the provider refused is not confirmed anew. */
export function eventsOf(before: Pick<OrderHead, 'step'>, after: Order): readonly NewEvent[] {
  const type = before.step === 'refund' && after.step === 'confirmed' ? undefined : told[after.step];
  if (type === undefined) return [];
  const { id, userId, items, total, origin } = after;
  const data = {
    orderId: id,
    userId,
    items: items.map(({ productId, quantity, unitPrice }) => ({ productId, quantity, unitPrice })),
    total,
  };
  return [{ type, subject: id, data, origin }];
}
