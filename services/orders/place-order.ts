import { inConvoys } from '../kit/batching/convoys.ts';
import type { Answer } from '../kit/http/answer.ts';
import { link, links } from '../kit/http/links.ts';
import { operation } from '../kit/http/operation.ts';
import type { RequestContext } from '../kit/http/request-context.ts';
import { type Problem, problem, unprocessable } from '../kit/problems/problem.ts';
import type { Clock } from '../kit/time/clock.ts';
import type { Carts, Checkout } from './carts.ts';
import { fingerprintOf, keyIdOf } from './idempotency.ts';
import { type KeptAnswer, told } from './kept-answer.ts';
import { idempotencySchema, type OrderRequest, orderRequestSchema, orderSchema } from './order.schema.ts';
import type { Order } from './order.ts';
import { cancelledAnswer, placedAnswer } from './order-answer.ts';
import { newOrderId } from './order-id.ts';
import { buyerOf } from './order-owner.ts';
import type { KeyedRequest, OrderStore } from './order-store.ts';
import { inTime, patienceOf } from './patience.ts';
import { leaseMs, type Saga } from './saga.ts';

export interface PlaceOrderParts {
  readonly store: OrderStore;
  readonly carts: Carts;
  readonly saga: Saga;
  readonly clock: Clock;
}

export function placeOrder({ store, carts, saga, clock }: PlaceOrderParts) {
  const together = inConvoys({ clock });
  const place = async (asked: OrderRequest, keyText: string, context: RequestContext): Promise<Answer> => {
    const userId = buyerOf(context);
    const key = { id: keyIdOf(userId, keyText), fingerprint: fingerprintOf(asked) };
    const earlier = await store.requestOf(key.id);
    if (earlier !== undefined) return told(await repeated(store, earlier, key.fingerprint));
    const { cartId, paymentMethod } = asked;
    const checkout = payable(cartId, await carts.checkout(cartId, context));
    const order = opened({ userId, cartId, token: paymentMethod.token, checkout, context, now: clock.now() });
    const placed = await store.place({ order, key });
    if (placed.outcome === 'key-used') return told(await repeated(store, placed.request, key.fingerprint));
    const after = (await inTime(saga.run(order), patienceOf(context), clock)) ?? order;
    if (after.step === 'cancelled') return told(await cancellation(store, key.id, after));
    const answer = placedAnswer(after);
    if (after.step !== 'confirmed') await store.answered(order.id, answer);
    return told(answer);
  };
  return operation({
    method: 'POST',
    path: '/v1/orders',
    summary: 'Orders what is in a cart, once a key: repeating the request repeats the answer',
    access: 'signed-in',
    headers: idempotencySchema,
    body: orderRequestSchema,
    answers: { 201: orderSchema, 202: orderSchema },
    handle: ({ headers, body, context }) => together(() => place(body, headers['idempotency-key'], context)),
  });
}

/** What the saga has kept of a refusal tells more: of which product there was too little. */
async function cancellation(store: OrderStore, keyId: string, order: Order): Promise<KeptAnswer> {
  return (await store.requestOf(keyId))?.answer ?? cancelledAnswer(order);
}

async function repeated(store: OrderStore, request: KeyedRequest, asked: string): Promise<KeptAnswer> {
  const { fingerprint, orderId, answer } = request;
  if (fingerprint !== asked) {
    throw unprocessable(
      'this Idempotency-Key was used for a different request; repeat that one, or choose a new key',
    );
  }
  if (answer !== undefined) return answer;
  const order = await store.find(orderId);
  if (order?.step === 'confirmed') return placedAnswer(order);
  throw problem({
    status: 409,
    kind: 'in-progress',
    title: 'The same is being done just now',
    detail: 'an order with this Idempotency-Key is being placed; ask again in a second',
    members: { _links: links({ order: `/v1/orders/${orderId}` }) },
    headers: { 'retry-after': '1' },
  });
}

/** What a provider moves at once, in the smallest unit. */
const mostPayable = 4_000_000_000;

function payable(cartId: string, checkout: Checkout): Checkout {
  const { items, total, ready } = checkout;
  if (items.length === 0) throw unprocessable('the cart is empty; put something in first');
  if (!ready) throw notReady(cartId);
  if (total.amount >= 1 && total.amount <= mostPayable) return checkout;
  throw unprocessable(`the total is ${total.amount}, allowed are 1 to ${mostPayable}; change the cart`);
}

function notReady(cartId: string): Problem {
  const cart = `/v1/carts/${cartId}`;
  return problem({
    status: 409,
    kind: 'cart-not-ready',
    title: 'The cart is not as the buyer was told',
    detail: 'a price or what is there has changed; look at the checkout view, and order then',
    members: { _links: links({ cart, 'checkout-view': link(`${cart}/checkout-view`, 'POST') }) },
  });
}

interface Opening {
  readonly userId: string;
  readonly cartId: string;
  readonly token: string;
  readonly checkout: Checkout;
  readonly context: RequestContext;
  readonly now: number;
}

function opened({ userId, cartId, token, checkout, context, now }: Opening): Order {
  const { items, total, etag } = checkout;
  const { traceparent, correlationId } = context;
  return {
    id: newOrderId(now),
    userId,
    cartId,
    cartEtag: etag,
    items: items.toSorted((one, other) => (one.productId < other.productId ? -1 : 1)),
    total,
    step: 'reserve',
    reason: undefined,
    cancelWanted: false,
    paymentToken: token,
    paymentId: undefined,
    version: 1,
    attempts: 0,
    leaseUntil: new Date(now + leaseMs),
    origin: { traceparent, correlationId },
    createdAt: new Date(now),
    updatedAt: new Date(now),
  };
}
