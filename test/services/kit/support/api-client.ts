import { request as send } from 'undici';

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Parsed where it is JSON. */
  readonly body: AnswerBody;
  readonly text: string;
}

/** What an answer may hold; a test names the members it expects. */
export interface AnswerBody {
  readonly [member: string]: unknown;
  readonly _links: Readonly<Record<string, { readonly href: string; readonly method?: string }>>;
}

export interface ApiRequest {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** An access token. @default - none goes along */
  readonly token?: string;
}

/** What a test asks a service by, with `as` for whoever it asks for. */
export type ApiClient<As> = (
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS',
  path: string,
  request?: Omit<ApiRequest, 'token'> & { readonly as?: As },
) => Promise<ApiAnswer>;

export function createApiClient<As>(
  url: string,
  tokenOf: (as: As) => Promise<string> | string,
): ApiClient<As> {
  return async (method, path, { as, ...request } = {}) =>
    ask(url, { method, path, ...request, ...(as === undefined ? {} : { token: await tokenOf(as) }) });
}

export async function ask(
  url: string,
  {
    method,
    path,
    token,
    body,
    headers = {},
  }: ApiRequest & { readonly method: string; readonly path: string },
): Promise<ApiAnswer> {
  const answer = await send(`${url}${path}`, {
    method: method as 'GET',
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
}
