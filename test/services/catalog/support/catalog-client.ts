import { request as send } from 'undici';
import type { TestClaims, TestTokens } from '../../../support/tokens.ts';

export interface CatalogAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Parsed where it is JSON. */
  readonly body: AnswerBody;
  readonly text: string;
}

/** What an answer of the catalog may hold; a test names the members it expects. */
export interface AnswerBody {
  readonly [member: string]: unknown;
  readonly _links: Readonly<Record<string, { readonly href: string; readonly method?: string }>>;
}

export interface CatalogRequest {
  /** Whose token goes along. @default - none does */
  readonly as?: TestClaims;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type CatalogClient = (
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS',
  path: string,
  request?: CatalogRequest,
) => Promise<CatalogAnswer>;

export const staff: TestClaims = { subject: 'sam', roles: ['staff'] };
export const kim: TestClaims = { subject: 'kim' };

export function createCatalogClient(url: string, tokens: TestTokens): CatalogClient {
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
