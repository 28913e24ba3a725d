/** Knows one address, `/`, and otherwise only what it is told: it follows relations and builds no address. */
export interface LinkClient {
  /** As whom it goes on; undefined for a guest. */
  token: string | undefined;
  root(): Promise<Resource>;
  /** Throws where there is no such link, naming those that there are. */
  follow(from: Linked, relation: string, more?: FollowOptions): Promise<Resource>;
}

export interface Linked {
  readonly _links: Readonly<Record<string, { readonly href: string; readonly method?: string }>>;
}

export interface FollowOptions {
  /** For the braces of a template. */
  readonly fill?: Readonly<Record<string, string | number>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Resource {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: whoever follows links looks into whatever comes.
  readonly body: any;
}

export function createLinkClient(url: string): LinkClient {
  const send = async (href: string, method: string, { body, headers }: FollowOptions): Promise<Resource> => {
    const answer = await fetch(new URL(href, url), {
      method,
      headers: {
        ...headers,
        ...(client.token === undefined ? {} : { authorization: `Bearer ${client.token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      headers: answer.headers,
      body: text === '' ? undefined : JSON.parse(text),
    };
  };
  const client: LinkClient = {
    token: undefined,
    root: () => send('/', 'GET', {}),
    async follow({ _links }, relation, more = {}) {
      const link = _links[relation];
      if (link === undefined) {
        throw new Error(`there is no link '${relation}', known: ${Object.keys(_links).join(', ')}`);
      }
      return await send(filled(link.href, more.fill ?? {}), link.method ?? 'GET', more);
    },
  };
  return client;
}

/** The two kinds of braces that our links have (RFC 6570): `{id}` in the path, `{?q,limit}` at the end. */
function filled(href: string, values: Readonly<Record<string, string | number>>): string {
  return href.replaceAll(/\{(\??)([\w,]+)\}/g, (_, question: string, names: string) => {
    if (question === '') return encodeURIComponent(givenFor(names, values));
    const given = names.split(',').filter((name) => values[name] !== undefined);
    const pairs = given.map((name) => `${name}=${encodeURIComponent(givenFor(name, values))}`);
    return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
  });
}

function givenFor(name: string, values: Readonly<Record<string, string | number>>): string {
  const value = values[name];
  if (value === undefined)
    throw new Error(`the template wants '${name}', given: ${Object.keys(values).join(', ')}`);
  return String(value);
}
