import Type, { type Static } from 'typebox';
import { linksSchema } from '../kit/openapi/links.schema.ts';
import { orderStates } from './represent-order.ts';

export const uuidSchema = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
  description: 'A UUID in lower case',
});

/** No run of digits is long enough for a card number: one that is sent by mistake is refused, not kept. */
const tokenSchema = Type.String({
  pattern: '^tok_(?!.*[0-9]{12})[A-Za-z0-9_]{1,56}$',
  description: 'Stands for a means of payment at the provider; never a card number',
});

export const orderRequestSchema = Type.Object(
  {
    cartId: Type.String({ pattern: '^[gu][A-Za-z0-9_-]{32}$', description: 'The cart to order' }),
    paymentMethod: Type.Object({ token: tokenSchema }, { additionalProperties: false }),
  },
  { additionalProperties: false },
);

export const idempotencySchema = Type.Object({
  'idempotency-key': Type.String({
    pattern: '^[!-~]{1,64}$',
    description: 'New for every order, the same for every repetition of the request; honoured for 24 hours',
  }),
});

const moneySchema = Type.Object({
  amount: Type.Integer({ minimum: 0, description: "In the currency's smallest unit: 1290 is 12.90 euros" }),
  currency: Type.String({ description: 'ISO 4217' }),
});

const itemSchema = Type.Object({
  productId: uuidSchema,
  title: Type.String(),
  quantity: Type.Integer({ minimum: 1 }),
  unitPrice: moneySchema,
  lineTotal: moneySchema,
  _links: linksSchema,
});

export const orderSchema = Type.Object({
  id: uuidSchema,
  state: Type.Union(orderStates.map((state) => Type.Literal(state))),
  reason: Type.Optional(Type.String({ description: 'Why it is cancelled' })),
  items: Type.Array(itemSchema),
  total: moneySchema,
  createdAt: Type.String({ format: 'date-time' }),
  updatedAt: Type.String({ format: 'date-time' }),
  _links: linksSchema,
});

export const orderPageSchema = Type.Object({ orders: Type.Array(orderSchema), _links: linksSchema });

export const orderPathSchema = Type.Object({ id: uuidSchema });

export type OrderRequest = Static<typeof orderRequestSchema>;
