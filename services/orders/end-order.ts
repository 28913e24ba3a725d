import { type Answer, json } from '../kit/http/answer.ts';
import { link, links } from '../kit/http/links.ts';
import { type Operation, operation } from '../kit/http/operation.ts';
import type { RequestContext } from '../kit/http/request-context.ts';
import { conflict, type Problem } from '../kit/problems/problem.ts';
import type { Clock } from '../kit/time/clock.ts';
import { orderPathSchema, orderSchema } from './order.schema.ts';
import type { Order } from './order.ts';
import type { Reopening } from './order-changes.ts';
import { ensureOwner, isStaff } from './order-owner.ts';
import type { OrderStore } from './order-store.ts';
import { isCancellable, isReturnable } from './order-terms.ts';
import { inTime, patienceOf } from './patience.ts';
import { representOrder } from './represent-order.ts';
import { leaseMs, type Saga } from './saga.ts';
import { cancelledByBuyer, isOnward, isResting } from './saga-steps.ts';

export interface EndOrderParts {
  readonly store: Pick<OrderStore, 'find' | 'wantCancelled' | 'reopen'>;
  readonly saga: Saga;
  readonly clock: Clock;
}

/** The order comes to nothing: money and stock go back. Cancelling twice is cancelling once. */
export function cancelOrder(parts: EndOrderParts): Operation {
  return ending(parts, {
    path: '/v1/orders/:id/cancellation',
    summary: 'Cancels an order that is not packed yet: 202 while that is being done',
    step: 'undo-payment',
    reason: cancelledByBuyer,
    reached: ['undo-payment', 'undo-stock', 'cancelled'],
    allowed: (order, { now }) => isCancellable(order, now),
  });
}

/** The buyer's money goes back; the goods are counted in when they have come back. */
export function refundOrder(parts: EndOrderParts): Operation {
  return ending(parts, {
    path: '/v1/orders/:id/refund',
    summary:
      'Gives the money of a confirmed order back, within 14 days or by staff: 202 while that is being done',
    step: 'refund',
    reason: undefined,
    reached: ['refund', 'refunded'],
    allowed: (order, { now, staff }) => isReturnable(order, now) || (staff && order.step === 'confirmed'),
  });
}

interface Ending {
  readonly path: string;
  readonly summary: string;
  readonly step: Reopening['step'];
  readonly reason: string | undefined;
  /** The steps in which the caller has, or is about to have, what it wants. */
  readonly reached: readonly Order['step'][];
  allowed(order: Order, who: { readonly now: number; readonly staff: boolean }): boolean;
}

function ending({ store, saga, clock }: EndOrderParts, way: Ending): Operation {
  const end = async (order: Order, context: RequestContext): Promise<Order> => {
    const now = clock.now();
    if (way.reached.includes(order.step)) return order;
    if (!way.allowed(order, { now, staff: isStaff(context) })) throw tooLate(order, now);
    // Somebody works on it, and turns around before the next step.
    if (isOnward(order.step) && (await store.wantCancelled(order))) return order;
    const reopened = await store.reopen({
      order,
      step: way.step,
      reason: way.reason,
      now: new Date(now),
      leaseUntil: new Date(now + leaseMs),
    });
    if (reopened === undefined) throw changedMeanwhile(order);
    const after = (await inTime(saga.run(reopened), patienceOf(context), clock)) ?? reopened;
    if (after.step === 'confirmed') throw refusedByProvider(after);
    return after;
  };
  return operation({
    method: 'POST',
    path: way.path,
    summary: way.summary,
    access: 'signed-in',
    params: orderPathSchema,
    answers: { 200: orderSchema, 202: orderSchema },
    handle: async ({ params: { id }, context }) =>
      answer(await end(ensureOwner(await store.find(id), context), context), clock.now()),
  });
}

function answer(order: Order, now: number): Answer {
  return json(isResting(order.step) ? 200 : 202, representOrder(order, now));
}

function tooLate(order: Order, now: number): Problem {
  const self = `/v1/orders/${order.id}`;
  const { state } = representOrder(order, now);
  return conflict(`order ${order.id} is ${state}, and this is not possible any more; see what it links to`, {
    state,
    _links: links({
      order: self,
      refund: isReturnable(order, now) ? link(`${self}/refund`, 'POST') : undefined,
    }),
  });
}

function refusedByProvider({ id }: Order): Problem {
  return conflict(`the provider refused to give the money of order ${id} back; ask us to look into it`, {
    _links: links({ order: `/v1/orders/${id}` }),
  });
}

function changedMeanwhile({ id }: Order): Problem {
  return conflict(`order ${id} changed meanwhile; look at it again`, {
    _links: links({ order: `/v1/orders/${id}` }),
  });
}
