import type { IncomingHttpHeaders } from 'node:http';
import { AwsError, type Properties } from '../plane.ts';

/** The body of a request in the rest-json protocol, which may be members or anything else. */
export class RestPayload {
  readonly text: string;
  readonly headers: IncomingHttpHeaders;

  constructor(text: string, headers: IncomingHttpHeaders) {
    this.text = text;
    this.headers = headers;
  }

  /** Its members, of which there may be none. */
  get members(): Properties {
    if (this.text === '') return {};
    try {
      const members: unknown = JSON.parse(this.text);
      if (typeof members === 'object' && members !== null) return members as Properties;
    } catch {}
    throw new AwsError('SerializationException', 'The request is not a JSON object');
  }
}

/** An answer with a status, headers or a body of its own. */
export class RestAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;

  constructor(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) {
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/**
 * Finds the operation that a method and path name among keys like `GET /applications/{ApplicationId}`, and what the
 * path gives it.
 */
export function routeOf(
  keys: readonly string[],
  method: string,
  path: string,
): { readonly key: string; readonly members: Properties } | undefined {
  const given = path.split('/');
  for (const key of keys) {
    const [keyMethod, template = ''] = key.split(' ');
    const parts = template.split('/');
    if (keyMethod !== method || parts.length !== given.length) continue;
    const members: Record<string, string> = {};
    const fits = parts.every((part, index) => {
      const value = decodeURIComponent(given[index] ?? '');
      const name = /^\{(\w+)\}$/.exec(part)?.[1];
      if (name !== undefined) members[name] = value;
      return name !== undefined ? value !== '' : part === value;
    });
    if (fits) return { key, members };
  }
  return undefined;
}
