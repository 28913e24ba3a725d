import { isNativeError } from 'node:util/types';

/** A link as every answer of the shop has it. */
export interface Link {
  readonly href: string;
  /** @default - GET */
  readonly method?: string;
}

/** An answer, with what it leads to. */
export interface Shown {
  readonly status: number;
  readonly etag: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
  readonly links: Readonly<Record<string, Link>>;
}

export interface Followed {
  /** For the braces of a template (RFC 6570). */
  readonly values?: Readonly<Record<string, string | number>>;
  readonly body?: unknown;
  readonly ifMatch?: string;
}

export interface LinkFollowerParts {
  /** The one address it knows. */
  readonly origin: string;
  /** Sent along with every request. */
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly fetch?: typeof fetch;
}

/** Begins at `/` and goes where links lead; it builds no address. */
export interface LinkFollower {
  begin(): Promise<Shown>;
  follow(from: Shown, relation: string, more?: Followed): Promise<Shown>;
}

export function createLinkFollower(parts: LinkFollowerParts): LinkFollower {
  const { origin, headers, timeoutMs, fetch: ask = fetch } = parts;
  async function go(link: Link, what: string, { values = {}, body, ifMatch }: Followed): Promise<Shown> {
    const asked = ask(new URL(expanded(link.href, values), origin), {
      method: link.method ?? 'GET',
      headers: {
        accept: 'application/json',
        ...headers,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const { answer, text } = await asked
      .then(async (given) => ({ answer: given, text: await given.text() }))
      .catch((error: unknown) => {
        throw new Error(`${what} was not answered: ${reasonOf(error, timeoutMs)}`);
      });
    if (!answer.ok) throw new Error(`${what} was answered ${answer.status}${titleIn(text)}`);
    const shown = recordIn(text) ?? {};
    return {
      status: answer.status,
      etag: answer.headers.get('etag') ?? undefined,
      body: shown,
      links: (shown._links ?? {}) as Shown['links'],
    };
  }
  return {
    begin: () => go({ href: '/' }, 'GET /', {}),
    async follow({ links }, relation, more = {}) {
      const link = links[relation];
      if (link === undefined) {
        throw new Error(
          `there is no link '${relation}', known: ${Object.keys(links).join(', ') || 'none at all'}`,
        );
      }
      // By its relation: the address of a guest's cart is all one needs to see what is in it.
      return await go(link, `'${relation}'`, more);
    },
  };
}

/** `{id}` in the path, `{?q,limit}` at the end. */
function expanded(template: string, values: NonNullable<Followed['values']>): string {
  return template.replaceAll(/\{(\??)([\w,]+)\}/g, (_, question: string, names: string) => {
    const given = names.split(',').filter((name) => values[name] !== undefined);
    const parts = given.map((name) => {
      const value = encodeURIComponent(String(values[name]));
      return question === '' ? value : `${name}=${value}`;
    });
    return question !== '' && parts.length > 0 ? `?${parts.join('&')}` : parts.join(',');
  });
}

function reasonOf(error: unknown, timeoutMs: number): string {
  if (isTimeout(error)) return `nothing came within ${timeoutMs} ms`;
  if (!isNativeError(error)) return String(error);
  const { cause } = error;
  return isNativeError(cause) ? `${error.message} (${cause.message || cause.name})` : error.message;
}

/** A DOMException, which is no native error. */
function isTimeout(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'name' in error && error.name === 'TimeoutError';
}

/** The title of a problem (RFC 9457), which says no more than whoever asked may know. */
function titleIn(text: string): string {
  const title = recordIn(text)?.title;
  return typeof title === 'string' ? `, ${title}` : '';
}

function recordIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = text === '' ? {} : JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
