import { request as send } from 'undici';

export interface UsersAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Parsed where it is JSON. */
  readonly body: AnswerBody;
  readonly text: string;
}

/** What an answer of users may hold; a test names the members it expects. */
export interface AnswerBody {
  readonly [member: string]: unknown;
  readonly _links: Readonly<Record<string, { readonly href: string; readonly method?: string }>>;
}

export interface UsersRequest {
  /** An access token. @default - none goes along */
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type UsersClient = (
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS',
  path: string,
  request?: UsersRequest,
) => Promise<UsersAnswer>;

export function createUsersClient(url: string): UsersClient {
  return async (method, path, { token, body, headers = {} } = {}) => {
    const answer = await send(`${url}${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
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
