import { request as send } from 'undici';
import type { TestClaims, TestTokens } from '../../../support/tokens.ts';

export interface OrdersAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  readonly body: AnswerBody;
}

export interface AnswerBody {
  readonly [member: string]: unknown;
  readonly _links: Readonly<Record<string, { readonly href: string; readonly method?: string }>>;
}

export interface OrdersRequest {
  /** @default - nobody */
  readonly as?: TestClaims;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type OrdersClient = (
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  request?: OrdersRequest,
) => Promise<OrdersAnswer>;

export const kim: TestClaims = { subject: 'kim' };
export const lee: TestClaims = { subject: 'lee' };
export const staff: TestClaims = { subject: 'sam', roles: ['staff'] };

export function createOrdersClient(url: string, tokens: TestTokens): OrdersClient {
  return async (method, path, { as, body, headers = {} } = {}) => {
    const answer = await send(`${url}${path}`, {
      method,
      headers: {
        ...(as === undefined ? {} : { authorization: `Bearer ${await tokens.sign(as)}` }),
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
