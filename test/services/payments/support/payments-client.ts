import type { TestClaims, TestTokens } from '../../../support/tokens.ts';
import { type ApiAnswer, type ApiClient, createApiClient } from '../../kit/support/api-client.ts';

export type { AnswerBody } from '../../kit/support/api-client.ts';
export type PaymentsAnswer = ApiAnswer;
/** As a person, or as the service of that name. */
export type PaymentsClient = ApiClient<TestClaims | string>;

interface Signing {
  readonly tokens: TestTokens;
  readonly serviceToken: (service: string) => string;
}

export function createPaymentsClient(url: string, { tokens, serviceToken }: Signing): PaymentsClient {
  return createApiClient(url, (as) => (typeof as === 'object' ? tokens.sign(as) : serviceToken(as)));
}
