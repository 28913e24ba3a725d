/** What an operation answers: written in one piece, so nothing is half sent when something fails. */
export interface Answer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | undefined;
}

type Headers = Readonly<Record<string, string>>;
const noHeaders: Headers = {};

export function json(status: number, value: unknown, headers: Headers = noHeaders): Answer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) };
}

/** JSON that is bytes already, as the cache holds it. */
export function jsonBytes(status: number, body: Buffer, headers: Headers = noHeaders): Answer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body };
}

export function created(location: string, value: unknown, headers: Headers = noHeaders): Answer {
  return json(201, value, { location, ...headers });
}

export function noContent(headers: Headers = noHeaders): Answer {
  return { status: 204, headers, body: undefined };
}

export function notModified(etag: string): Answer {
  return { status: 304, headers: { etag }, body: undefined };
}
