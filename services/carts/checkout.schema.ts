import Type from 'typebox';
import { linksSchema } from '../kit/openapi/links.schema.ts';
import { cartIdSchema, moneySchema, productIdSchema, quantitySchema } from './cart.schema.ts';

const itemSchema = Type.Object({
  productId: productIdSchema,
  title: Type.String(),
  quantity: quantitySchema,
  unitPrice: moneySchema,
  lineTotal: moneySchema,
  state: Type.Union(
    [
      Type.Literal('unchanged'),
      Type.Literal('price-changed'),
      Type.Literal('not-enough-stock'),
      Type.Literal('missing'),
    ],
    { description: 'Compared with what the shopper was told last' },
  ),
  previousPrice: Type.Optional(moneySchema),
  available: Type.Optional(Type.Integer({ minimum: 0 })),
  _links: linksSchema,
});

export const checkoutSchema = Type.Object({
  cartId: cartIdSchema,
  items: Type.Array(itemSchema),
  total: moneySchema,
  ready: Type.Boolean({ description: 'Whether it can be ordered as it is' }),
  _links: linksSchema,
});
