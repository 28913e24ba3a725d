import Type from 'typebox';
import { linksSchema } from '../kit/openapi/links.schema.ts';
import { mostOfOne } from './cart.ts';

export const productIdSchema = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
  description: 'A UUID in lower case',
});

export const cartIdSchema = Type.String({
  pattern: '^[gu][A-Za-z0-9_-]{32}$',
  description: "g… is a guest's cart, u… a user's",
});

export const guestCartIdSchema = Type.String({
  pattern: '^g[A-Za-z0-9_-]{32}$',
  description: "A guest's cart",
});

export const quantitySchema = Type.Integer({ minimum: 1, maximum: mostOfOne });

export const moneySchema = Type.Object({
  amount: Type.Integer({ minimum: 0, description: "In the currency's smallest unit: 1290 is 12.90 euros" }),
  currency: Type.String({ description: 'ISO 4217' }),
});

const itemSchema = Type.Object({
  productId: productIdSchema,
  title: Type.String(),
  quantity: quantitySchema,
  unitPrice: moneySchema,
  lineTotal: moneySchema,
  _links: linksSchema,
});

const cart = {
  id: cartIdSchema,
  items: Type.Array(itemSchema),
  itemCount: Type.Integer({ minimum: 0, description: 'All quantities together' }),
  total: moneySchema,
  _links: linksSchema,
};

export const cartSchema = Type.Object(cart);
export const mergedCartSchema = Type.Object({
  ...cart,
  left: Type.Array(productIdSchema, { description: "Products the user's cart had no room for" }),
});

export const cartPathSchema = Type.Object({ id: cartIdSchema });
export const itemPathSchema = Type.Object({ id: cartIdSchema, productId: productIdSchema });
