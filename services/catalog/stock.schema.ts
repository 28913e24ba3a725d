import Type from 'typebox';
import { linksSchema } from '../kit/openapi/links.schema.ts';
import { uuidSchema } from './product.schema.ts';

export const stockCountSchema = Type.Object(
  { onHand: Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'As a stocktake counted it' }) },
  { additionalProperties: false },
);

export const stockSchema = Type.Object({
  productId: uuidSchema,
  available: Type.Integer({ minimum: 0, description: 'What can be reserved now' }),
  _links: linksSchema,
});
