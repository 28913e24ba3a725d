import { randomUUID } from 'node:crypto';
import type { OrderItem } from '../../../../services/orders/order.ts';
import type { TestClaims } from '../../../support/tokens.ts';
import { boat, cartId, oar } from './an-order.ts';
import { kim, type OrdersAnswer } from './orders-client.ts';
import type { StartedOrders } from './started-orders.ts';

export function itemsOf(boats = 1, oars = 2): readonly OrderItem[] {
  return [
    { productId: boat, title: 'Boat', quantity: boats, unitPrice: { amount: 1000, currency: 'EUR' } },
    { productId: oar, title: 'Oar', quantity: oars, unitPrice: { amount: 250, currency: 'EUR' } },
  ];
}

export interface Buying {
  readonly as?: TestClaims;
  readonly token?: string;
  readonly key?: string;
  readonly items?: readonly OrderItem[];
  readonly ready?: boolean;
}

/** Fills a cart and orders it. */
export async function buy(
  { ask, carts }: Pick<StartedOrders, 'ask' | 'carts'>,
  { as = kim, token = 'tok_visa', key = randomUUID(), items = itemsOf(), ready = true }: Buying = {},
): Promise<OrdersAnswer> {
  carts.fill(cartId, as.subject ?? '', items, ready);
  return await order({ ask }, { as, token, key });
}

/** Orders the cart as it is. */
export async function order(
  { ask }: Pick<StartedOrders, 'ask'>,
  { as = kim, token = 'tok_visa', key = randomUUID() }: Omit<Buying, 'items' | 'ready'> = {},
): Promise<OrdersAnswer> {
  return await ask('POST', '/v1/orders', {
    as,
    headers: { 'idempotency-key': key },
    body: { cartId, paymentMethod: { token } },
  });
}

export async function follow(
  { ask }: Pick<StartedOrders, 'ask'>,
  { body }: Pick<OrdersAnswer, 'body'>,
  relation: string,
  as: TestClaims = kim,
): Promise<OrdersAnswer> {
  const link = body._links[relation];
  if (link === undefined) throw new Error(`no '${relation}' in ${JSON.stringify(body._links)}`);
  return await ask((link.method ?? 'GET') as 'GET', link.href, { as });
}
