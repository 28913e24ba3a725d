import Type, { type Static } from 'typebox';
import { linksSchema } from '../kit/openapi/links.schema.ts';

export const uuidSchema = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
  description: 'A UUID in lower case',
});

export const moneySchema = Type.Object(
  {
    amount: Type.Integer({ minimum: 1, maximum: 4_000_000_000, description: 'In the smallest unit' }),
    currency: Type.Literal('EUR'),
  },
  { additionalProperties: false },
);

/** No run of digits is long enough for a card number: one that is sent by mistake is refused, not kept. */
const tokenSchema = Type.String({
  pattern: '^tok_(?!.*[0-9]{12})[A-Za-z0-9_]{1,56}$',
  description: 'Stands for a means of payment at the provider; never a card number',
});

export const authorizationRequestSchema = Type.Object(
  {
    orderId: uuidSchema,
    customer: Type.String({
      minLength: 1,
      maxLength: 255,
      description: "The subject of the customer's token",
    }),
    amount: moneySchema,
    paymentMethod: Type.Object({ token: tokenSchema }, { additionalProperties: false }),
  },
  { additionalProperties: false },
);

export const idempotencySchema = Type.Object({
  'idempotency-key': Type.String({
    pattern: '^[!-~]{1,64}$',
    description: 'The same for every repetition of the request',
  }),
});

const stateSchema = Type.Union(
  (['pending', 'unknown', 'authorized', 'declined', 'captured', 'voided', 'refunded'] as const).map((state) =>
    Type.Literal(state),
  ),
  { description: 'unknown: the provider did not answer in time and will be asked what it did' },
);

export const authorizationSchema = Type.Object({
  id: uuidSchema,
  orderId: uuidSchema,
  state: stateSchema,
  amount: moneySchema,
  underWay: Type.Optional(Type.String({ description: 'What the provider was asked and has not answered' })),
  refusal: Type.Optional(Type.String({ description: 'Why the provider refused what it was asked last' })),
  createdAt: Type.String({ format: 'date-time' }),
  updatedAt: Type.String({ format: 'date-time' }),
  _links: linksSchema,
});

export const authorizationPathSchema = Type.Object({ id: uuidSchema });

export type AuthorizationRequest = Static<typeof authorizationRequestSchema>;
