import Type from 'typebox';
import { json } from '../kit/http/answer.ts';
import { links } from '../kit/http/links.ts';
import { operation } from '../kit/http/operation.ts';
import { pageCursor } from '../kit/http/page-cursor.ts';
import { forbidden } from '../kit/problems/problem.ts';
import type { Clock } from '../kit/time/clock.ts';
import { orderPageSchema, uuidSchema } from './order.schema.ts';
import { buyerOf, isStaff } from './order-owner.ts';
import type { OrderStore } from './order-store.ts';
import { representOrder } from './represent-order.ts';

const cursor = pageCursor(Type.Object({ before: uuidSchema }, { additionalProperties: false }));

const querySchema = Type.Object(
  {
    customer: Type.Optional(
      Type.String({ minLength: 1, maxLength: 255, description: "Whose orders; another's for staff only" }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, description: '20 where it is not said' })),
    cursor: Type.Optional(Type.String({ maxLength: 200, description: "From a page's `next` link" })),
  },
  { additionalProperties: false },
);

export interface ListOrdersParts {
  readonly store: Pick<OrderStore, 'list'>;
  readonly clock: Clock;
}

export function listOrders({ store, clock }: ListOrdersParts) {
  return operation({
    method: 'GET',
    path: '/v1/orders',
    summary: "The caller's orders by page, newest first",
    access: 'signed-in',
    query: querySchema,
    answers: { 200: orderPageSchema },
    handle: async ({ query: { customer, limit = 20, cursor: text }, context }) => {
      const buyer = buyerOf(context);
      const userId = customer ?? buyer;
      if (userId !== buyer && !isStaff(context)) throw forbidden("another's orders are for staff only");
      const before = text === undefined ? undefined : cursor.decode(text).before;
      const found = await store.list({ userId, before, limit: limit + 1 });
      const page = found.slice(0, limit);
      const last = page.at(-1);
      const next =
        found.length > limit && last !== undefined ? cursor.encode({ before: last.id }) : undefined;
      const address = (at?: string): string => addressOf({ customer, limit, cursor: at });
      return json(200, {
        orders: page.map((order) => representOrder(order, clock.now())),
        _links: links({
          self: address(text),
          next: next === undefined ? undefined : address(next),
          first: address(),
        }),
      });
    },
  });
}

interface PageAddress {
  readonly customer: string | undefined;
  readonly limit: number;
  readonly cursor: string | undefined;
}

function addressOf(page: PageAddress): string {
  const query = new URLSearchParams();
  for (const name of ['customer', 'limit', 'cursor'] as const) {
    const value = page[name];
    if (value !== undefined) query.set(name, String(value));
  }
  return `/v1/orders?${query}`;
}
