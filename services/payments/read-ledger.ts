import Type from 'typebox';
import { json } from '../kit/http/answer.ts';
import { links } from '../kit/http/links.ts';
import { operation } from '../kit/http/operation.ts';
import { linksSchema } from '../kit/openapi/links.schema.ts';
import { uuidSchema } from './authorization.schema.ts';
import type { AuthorizationStore } from './authorization-store.ts';
import { sumOf } from './ledger.ts';

const entrySchema = Type.Object({
  authorizationId: uuidSchema,
  orderId: uuidSchema,
  posting: Type.String(),
  account: Type.Union([Type.Literal('customer'), Type.Literal('held'), Type.Literal('shop')]),
  amount: Type.Integer(),
  currency: Type.String(),
});

const ledgerSchema = Type.Object({
  entries: Type.Array(entrySchema),
  sum: Type.Integer({ description: 'Of all entries; always zero' }),
  _links: linksSchema,
});

/** An order has a handful of entries, so they come in one piece. */
export function readLedger({ store }: { readonly store: Pick<AuthorizationStore, 'ledgerOf'> }) {
  return operation({
    method: 'GET',
    path: '/v1/ledger',
    summary: 'All entries of an order, oldest first',
    access: { anyOf: [{ role: 'staff' }, { role: 'operator' }, { service: ['orders'] }] },
    query: Type.Object({ order: uuidSchema }, { additionalProperties: false }),
    answers: { 200: ledgerSchema },
    handle: async ({ query: { order } }) => {
      const entries = await store.ledgerOf(order);
      return json(200, {
        entries,
        sum: sumOf(entries),
        _links: links({ self: `/v1/ledger?order=${order}` }),
      });
    },
  });
}
