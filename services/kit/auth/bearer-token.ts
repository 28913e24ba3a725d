import { unauthenticated } from '../problems/problem.ts';

/** The token in an Authorization header. */
export function bearerToken(header: string): string {
  const token = /^Bearer +([\w.~+/=-]+)$/i.exec(header)?.[1];
  if (token === undefined)
    throw unauthenticated('the Authorization header is not `Bearer <token>`', 'invalid_token');
  return token;
}
