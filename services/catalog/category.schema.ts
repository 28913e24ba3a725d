import Type from 'typebox';
import { linksSchema } from '../kit/openapi/links.schema.ts';
import { categoryIdSchema } from './product.schema.ts';

const name = Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' });

export const categoryPathSchema = Type.Object({ id: categoryIdSchema });
export const categoryNameSchema = Type.Object({ name }, { additionalProperties: false });
export const categorySchema = Type.Object({ id: categoryIdSchema, name, _links: linksSchema });
export const categoriesSchema = Type.Object({ categories: Type.Array(categorySchema), _links: linksSchema });
