import { request as send } from 'undici';
import type { TestClaims, TestTokens } from '../../../support/tokens.ts';

export interface PaymentsAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  readonly body: AnswerBody;
}

export interface AnswerBody {
  readonly [member: string]: unknown;
  readonly _links: Readonly<Record<string, { readonly href: string; readonly method?: string }>>;
}

export interface PaymentsRequest {
  /** A person, or the name of a service. @default - nobody */
  readonly as?: TestClaims | string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type PaymentsClient = (
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  request?: PaymentsRequest,
) => Promise<PaymentsAnswer>;

interface Signing {
  readonly tokens: TestTokens;
  readonly serviceToken: (service: string) => string;
}

export function createPaymentsClient(url: string, { tokens, serviceToken }: Signing): PaymentsClient {
  return async (method, path, { as, body, headers = {} } = {}) => {
    const token = typeof as === 'object' ? await tokens.sign(as) : as === undefined ? '' : serviceToken(as);
    const answer = await send(`${url}${path}`, {
      method,
      headers: {
        ...(as === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.body.text();
    const isJson = /json/.test(String(answer.headers['content-type']));
    return {
      status: answer.statusCode,
      headers: answer.headers,
      text,
      body: isJson && text !== '' ? JSON.parse(text) : { _links: {} },
    };
  };
}
