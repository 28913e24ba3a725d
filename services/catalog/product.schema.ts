import Type, { type Static } from 'typebox';
import { linksSchema } from '../kit/openapi/links.schema.ts';

/** Lower case only, so that an id has one spelling. */
export const uuidSchema = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
  description: 'A UUID in lower case',
});

export const categoryIdSchema = Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' });

export const moneySchema = Type.Object(
  {
    amount: Type.Integer({
      minimum: 0,
      maximum: 100_000_000,
      description: "In the currency's smallest unit: 1290 is 12.90 euros",
    }),
    currency: Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217' }),
  },
  { additionalProperties: false },
);

export const details = {
  sku: Type.String({ pattern: '^[A-Z0-9][A-Z0-9-]{1,31}$' }),
  name: Type.String({ minLength: 1, maxLength: 120, pattern: '\\S' }),
  description: Type.String({ maxLength: 2000 }),
  category: categoryIdSchema,
  price: moneySchema,
};

export const productDetailsSchema = Type.Object(details, { additionalProperties: false });

export const productSchema = Type.Object({
  id: uuidSchema,
  ...details,
  updatedAt: Type.String({ format: 'date-time' }),
  _links: linksSchema,
});

export const productPageSchema = Type.Object({ products: Type.Array(productSchema), _links: linksSchema });

export const productPathSchema = Type.Object({ id: uuidSchema });

export type ProductAnswer = Static<typeof productSchema>;
