import type { IncomingMessage } from 'node:http';

/** What a rule may ask of a request, each worked out when a rule first asks. */
export class RequestFacts {
  readonly method: string;
  /** Without the query string, as the client wrote it. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  /** As the client wrote it, port included. */
  readonly authority: string;
  readonly #request: IncomingMessage;

  constructor(request: IncomingMessage, target: RequestTarget) {
    this.method = request.method ?? 'GET';
    this.path = target.path;
    this.query = target.query;
    this.authority = target.authority;
    this.#request = request;
  }

  /** The host name alone: a rule's host conditions know no port. */
  get hostName(): string {
    const { authority } = this;
    const colon = authority.lastIndexOf(':');
    return colon > authority.lastIndexOf(']') ? authority.slice(0, colon) : authority;
  }

  get sourceAddress(): string {
    return this.#request.socket.remoteAddress ?? '';
  }

  headerValues(name: string): readonly string[] {
    const wanted = name.toLowerCase();
    const { rawHeaders } = this.#request;
    return rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === wanted);
  }
}

export interface RequestTarget {
  readonly path: string;
  readonly query: string;
  readonly authority: string;
}

/** Splits a request's target; `undefined` for one no HTTP server can be asked for (`*`, an authority alone). */
export function targetOf(request: IncomingMessage): RequestTarget | undefined {
  let url = request.url ?? '/';
  let authority = request.headers.host ?? String(request.headers[':authority'] ?? '');
  if (url[0] !== '/') {
    // The absolute form: what it names wins over the Host header (RFC 9112, 3.2.2).
    const absolute = /^https?:\/\/([^/?#]+)([^#]*)/i.exec(url);
    if (absolute === null) return undefined;
    authority = absolute[1] ?? authority;
    url = absolute[2] === undefined || absolute[2] === '' ? '/' : absolute[2];
    if (url[0] === '?') url = `/${url}`;
  }
  const question = url.indexOf('?');
  return question < 0
    ? { path: url, query: '', authority }
    : { path: url.slice(0, question), query: url.slice(question + 1), authority };
}
