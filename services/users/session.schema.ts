import Type, { type Static } from 'typebox';
import { linksSchema } from '../kit/openapi/links.schema.ts';
import { refreshTokenPattern } from './sessions/refresh-token.ts';

export const refreshTokenSchema = Type.String({ pattern: refreshTokenPattern });

export const sessionSchema = Type.Object({
  accessToken: Type.String({ description: 'Sent along as `Authorization: Bearer <token>`' }),
  tokenType: Type.Literal('Bearer'),
  expiresIn: Type.Integer({ description: 'Seconds for which the access token is good' }),
  refreshToken: Type.String({ description: 'Good once; using it again ends the session' }),
  refreshExpiresAt: Type.String({ format: 'date-time', description: 'When one must sign in again' }),
  _links: linksSchema,
});

export type SessionAnswer = Static<typeof sessionSchema>;
