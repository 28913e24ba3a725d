import Type from 'typebox';
import { operation } from '../kit/http/operation.ts';
import { unprocessable } from '../kit/problems/problem.ts';
import { answerCart, changedCart } from './answer-cart.ts';
import { cartSchema, itemPathSchema, quantitySchema } from './cart.schema.ts';
import { shopCurrency } from './cart.ts';
import { reachableCart } from './cart-key.ts';
import type { CartStore } from './cart-store.ts';
import { conditionSchema, expectedVersions } from './cart-version.ts';
import type { Shelf } from './shelf.ts';

export interface PutItemParts {
  readonly carts: CartStore;
  readonly shelf: Shelf;
}

export function putItem({ carts, shelf }: PutItemParts) {
  return operation({
    method: 'PUT',
    path: '/v1/carts/:id/items/:productId',
    summary: 'Puts so many of a product into the cart, whatever there was of it before',
    access: 'anyone',
    params: itemPathSchema,
    headers: conditionSchema,
    body: Type.Object({ quantity: quantitySchema }, { additionalProperties: false }),
    answers: { 200: cartSchema },
    handle: async ({ params: { id, productId }, headers, body: { quantity }, context }) => {
      const key = reachableCart(id, context.caller);
      const expected = expectedVersions(headers);
      const product = (await shelf.find([productId], context)).get(productId);
      if (product === undefined) {
        throw unprocessable(`there is no product ${productId}; /v2/products lists them`);
      }
      const { title, price } = product;
      if (price.currency !== shopCurrency) {
        throw unprocessable(`'${title}' is sold in ${price.currency}, a cart holds ${shopCurrency} only`);
      }
      const result = await carts.putItem(key, expected, { productId, quantity, title, price });
      return answerCart(key, changedCart(key, result));
    },
  });
}
