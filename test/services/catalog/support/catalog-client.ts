import type { TestClaims, TestTokens } from '../../../support/tokens.ts';
import { type ApiAnswer, type ApiClient, createApiClient } from '../../kit/support/api-client.ts';

export type { AnswerBody } from '../../kit/support/api-client.ts';
export type CatalogAnswer = ApiAnswer;
export type CatalogClient = ApiClient<TestClaims>;

export const staff: TestClaims = { subject: 'sam', roles: ['staff'] };
export const kim: TestClaims = { subject: 'kim' };

export function createCatalogClient(url: string, tokens: TestTokens): CatalogClient {
  return createApiClient(url, (claims) => tokens.sign(claims));
}
