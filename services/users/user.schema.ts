import Type, { type Static } from 'typebox';
import { linksSchema } from '../kit/openapi/links.schema.ts';
import { longestPassword, shortestPassword } from './passwords/password-rules.ts';

const idSchema = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
  description: 'A UUID in lower case',
});

export const nameSchema = Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' });

export const emailSchema = Type.String({
  minLength: 3,
  maxLength: 254,
  description: 'An e-mail address; spaces around it and capital letters make no difference',
});

/** Shorter than what a service takes, so that the rules, which speak in sentences, are what refuses it. */
export const passwordSchema = Type.String({
  minLength: 1,
  maxLength: 1000,
  description: `${shortestPassword} to ${longestPassword} characters, and none of those that everybody tries first`,
});

export const rolesSchema = Type.Array(
  Type.Union([Type.Literal('customer'), Type.Literal('staff'), Type.Literal('operator')]),
  { minItems: 1, maxItems: 3, uniqueItems: true },
);

export const userPathSchema = Type.Object({ id: idSchema });

export const profileSchema = Type.Object({
  id: idSchema,
  email: Type.String(),
  name: Type.String(),
  roles: rolesSchema,
  createdAt: Type.String({ format: 'date-time' }),
  _links: linksSchema,
});

export const userRolesSchema = Type.Object({ id: idSchema, roles: rolesSchema, _links: linksSchema });

export type ProfileAnswer = Static<typeof profileSchema>;
