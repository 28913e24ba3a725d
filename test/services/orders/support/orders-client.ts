import type { TestClaims, TestTokens } from '../../../support/tokens.ts';
import { type ApiAnswer, type ApiClient, createApiClient } from '../../kit/support/api-client.ts';

export type { AnswerBody } from '../../kit/support/api-client.ts';
export type OrdersAnswer = ApiAnswer;
export type OrdersClient = ApiClient<TestClaims>;

export const kim: TestClaims = { subject: 'kim' };
export const lee: TestClaims = { subject: 'lee' };
export const staff: TestClaims = { subject: 'sam', roles: ['staff'] };

export function createOrdersClient(url: string, tokens: TestTokens): OrdersClient {
  return createApiClient(url, (claims) => tokens.sign(claims));
}
