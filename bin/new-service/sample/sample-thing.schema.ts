import Type from 'typebox';
import { linksSchema } from '../../../services/kit/openapi/links.schema.ts';

const name = Type.String({ minLength: 1, maxLength: 120, pattern: '\\S' });
const id = Type.String({
  pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$',
  description: 'A UUID in lower case',
});

export const sampleThingDetailsSchema = Type.Object({ name }, { additionalProperties: false });
export const sampleThingPathSchema = Type.Object({ id });
export const sampleThingSchema = Type.Object({
  id,
  name,
  madeAt: Type.String({ format: 'date-time' }),
  _links: linksSchema,
});
