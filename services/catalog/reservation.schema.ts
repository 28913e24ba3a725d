import Type, { type Static } from 'typebox';
import { linksSchema } from '../kit/openapi/links.schema.ts';
import { uuidSchema } from './product.schema.ts';

const itemSchema = Type.Object(
  { productId: uuidSchema, quantity: Type.Integer({ minimum: 1, maximum: 100 }) },
  { additionalProperties: false },
);

export const reservationRequestSchema = Type.Object(
  {
    items: Type.Array(itemSchema, { minItems: 1, maxItems: 50, description: 'Each product once' }),
    holdMinutes: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 60,
        description: 'How long the stock is kept; 15 where it is not said',
      }),
    ),
  },
  { additionalProperties: false },
);

export const reservationSchema = Type.Object({
  id: uuidSchema,
  state: Type.Union([
    Type.Literal('held'),
    Type.Literal('confirmed'),
    Type.Literal('released'),
    Type.Literal('expired'),
    Type.Literal('returned'),
  ]),
  items: Type.Array(itemSchema),
  expiresAt: Type.String({ format: 'date-time' }),
  _links: linksSchema,
});

export const reservationPathSchema = Type.Object({ id: uuidSchema });

export type ReservationRequest = Static<typeof reservationRequestSchema>;
