import Type from 'typebox';
import { linksSchema } from '../kit/openapi/links.schema.ts';

export const productIdSchema = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
  description: 'A UUID in lower case',
});

export const recommendationQuerySchema = Type.Object(
  {
    product: Type.Optional(productIdSchema),
    cart: Type.Optional(
      Type.String({ pattern: '^[gu][A-Za-z0-9_-]{32}$', description: "A cart of the caller's" }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 20, description: '8 where it is not said' })),
  },
  { additionalProperties: false },
);

export const recommendationsSchema = Type.Object({
  products: Type.Array(Type.Object({ productId: productIdSchema, _links: linksSchema })),
  degraded: Type.Boolean({
    description: 'Best sellers stand in: nothing is known, or nobody could tell in time',
  }),
  _links: linksSchema,
});
