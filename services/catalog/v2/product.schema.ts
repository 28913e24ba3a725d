import Type, { type Static } from 'typebox';
import { linksSchema } from '../../kit/openapi/links.schema.ts';
import { categoryIdSchema, details, moneySchema, uuidSchema } from '../product.schema.ts';

const { sku, name: title, description, category } = details;

/** What staff send: a product as it is answered, without what follows from it. */
export const productDetailsSchema = Type.Object(
  { sku, title, description, category, price: moneySchema },
  { additionalProperties: false },
);

const priceSchema = Type.Object({
  ...moneySchema.properties,
  display: Type.String({ description: 'As a shopper reads it: €12.90' }),
});

export const availabilitySchema = Type.Object(
  {
    state: Type.Union([
      Type.Literal('in-stock'),
      Type.Literal('few-left'),
      Type.Literal('sold-out'),
      Type.Literal('unknown'),
    ]),
    available: Type.Optional(Type.Integer({ minimum: 0, description: 'Left out where it is unknown' })),
  },
  { description: 'What can be reserved, some seconds old; reserving decides' },
);

export const productSchema = Type.Object({
  id: uuidSchema,
  sku,
  title,
  description,
  category: categoryIdSchema,
  price: priceSchema,
  availability: availabilitySchema,
  updatedAt: Type.String({ format: 'date-time' }),
  _links: linksSchema,
});

const categoryFacetSchema = Type.Object({
  id: categoryIdSchema,
  name: Type.String(),
  count: Type.Integer({ minimum: 1 }),
  _links: linksSchema,
});

const priceFacetSchema = Type.Object({
  from: Type.Integer({ minimum: 0 }),
  to: Type.Optional(
    Type.Integer({ minimum: 0, description: 'Left out of the highest band; not in the band' }),
  ),
  count: Type.Integer({ minimum: 1 }),
  _links: linksSchema,
});

export const facetsSchema = Type.Object(
  { categories: Type.Array(categoryFacetSchema), prices: Type.Array(priceFacetSchema) },
  { description: 'How a search can be narrowed; on its first page' },
);

export const productPageSchema = Type.Object({
  products: Type.Array(productSchema),
  facets: Type.Optional(facetsSchema),
  _links: linksSchema,
});

export type ProductDetailsAnswer = Static<typeof productDetailsSchema>;
export type ProductAnswer = Static<typeof productSchema>;
