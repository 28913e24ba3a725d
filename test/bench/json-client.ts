import { Agent, request } from 'undici';

export interface JsonRequest {
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface JsonAnswer {
  readonly status: number;
  readonly text: string;
  /** Undefined where it is no JSON. */
  readonly members: Readonly<Record<string, unknown>> | undefined;
  readonly header: (name: string) => string | undefined;
}

/** Talks JSON with one server over so many connections. */
export interface JsonClient {
  send(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, sent?: JsonRequest): Promise<JsonAnswer>;
  close(): Promise<void>;
}

export function jsonClient(origin: string, connections: number, timeoutMs = 15_000): JsonClient {
  const agent = new Agent({ connections, headersTimeout: timeoutMs, bodyTimeout: timeoutMs });
  return {
    async send(method, path, { token, body, headers = {} } = {}) {
      const answer = await request(`${origin}${path}`, {
        dispatcher: agent,
        method,
        headers: {
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.body.text();
      return {
        status: answer.statusCode,
        text,
        members: /json/.test(String(answer.headers['content-type'])) ? JSON.parse(text) : undefined,
        header: (name) => {
          const value = answer.headers[name];
          return typeof value === 'string' ? value : undefined;
        },
      };
    },
    close: () => agent.close(),
  };
}
