import { request } from 'undici';

export interface Link {
  readonly href: string;
  /** @default - GET */
  readonly method?: string;
  readonly templated?: boolean;
}

/** An answer with its links, as every answer of the shop has them. */
export interface Shown {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  // biome-ignore lint/suspicious/noExplicitAny: what is in an answer is what a test asserts on
  readonly body: any;
  /** The link of that relation; an error that names those there are. */
  link(relation: string): Link;
  has(relation: string): boolean;
}

export interface Step {
  /** For the braces of a template (RFC 6570). */
  readonly values?: Readonly<Record<string, string | number>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A client that knows one address and no path: it goes where links lead. */
export class FollowingClient {
  readonly #origin: string;
  readonly #headers: Readonly<Record<string, string>>;
  /** Sent along from now on. */
  accessToken: string | undefined;

  constructor(origin: string, headers: Readonly<Record<string, string>> = {}) {
    this.#origin = origin;
    this.#headers = headers;
  }

  begin(): Promise<Shown> {
    return this.follow({ href: '/' });
  }

  async follow({ href, method = 'GET' }: Link, { values = {}, body, headers }: Step = {}): Promise<Shown> {
    const answer = await request(new URL(expanded(href, values), this.#origin), {
      method: method as 'GET',
      headers: {
        ...this.#headers,
        ...(this.accessToken === undefined ? {} : { authorization: `Bearer ${this.accessToken}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.body.text();
    return shown(answer.statusCode, answer.headers, text === '' ? {} : JSON.parse(text), `${method} ${href}`);
  }
}

function shown(
  status: number,
  headers: Shown['headers'],
  body: { readonly _links?: Readonly<Record<string, Link>> },
  what: string,
): Shown {
  const links = body._links ?? {};
  return {
    status,
    headers,
    body,
    has: (relation) => relation in links,
    link(relation) {
      const link = links[relation];
      if (link !== undefined) return link;
      const there = Object.keys(links).join(', ') || JSON.stringify(body);
      throw new Error(`${what} (${status}) has no link '${relation}', there is: ${there}`);
    },
  };
}

/** Simple and form-style expansion: `{id}` and `{?q,limit}`. */
function expanded(template: string, values: NonNullable<Step['values']>): string {
  return template.replaceAll(/\{(\??)([^}]*)\}/g, (_, query: string, names: string) => {
    const given = names.split(',').filter((name) => values[name] !== undefined);
    const parts = given.map((name) => {
      const value = encodeURIComponent(String(values[name]));
      return query === '' ? value : `${name}=${value}`;
    });
    return query !== '' && parts.length > 0 ? `?${parts.join('&')}` : parts.join(',');
  });
}
