import type { IncomingHttpHeaders } from 'node:http';

/** These belong to one connection and never travel further (RFC 9110, 7.6.1), or are ours to write. */
const ofOneHop: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
  'host',
]);
/** Anybody can write these; services believe only what the gateway put there. */
const forgeable = /^(?:x-forwarded-|x-real-ip$|forwarded$|x-original-|x-rewrite-|x-amzn-)/;
/** What tells of the inside, and what the gateway alone says to browsers and clients. */
const keptBack =
  /^(?:server|x-powered-by|date|access-control-.*|ratelimit.*|content-security-policy|strict-transport-security)$/;

type Headers = Record<string, string | string[]>;

/** The headers of a request as the service behind gets them, `own` in the place of what came. */
export function requestHeaders(came: IncomingHttpHeaders, own: Readonly<Record<string, string>>): Headers {
  const named = namedByConnection(came.connection);
  const passed: Headers = {};
  for (const name in came) {
    const value = came[name];
    if (value === undefined || ofOneHop.has(name) || named?.has(name) || forgeable.test(name)) continue;
    passed[name] = value;
  }
  return Object.assign(passed, own);
}

/** The headers of an answer as the client gets them. */
export function answerHeaders(came: IncomingHttpHeaders): Headers {
  const named = namedByConnection(came.connection);
  const passed: Headers = {};
  for (const name in came) {
    const value = came[name];
    if (value === undefined || ofOneHop.has(name) || named?.has(name) || keptBack.test(name)) continue;
    passed[name] = value;
  }
  // Without a word a browser would guess how long it may keep it; what has an ETag is asked for again at little cost.
  if (passed['cache-control'] === undefined)
    passed['cache-control'] = passed.etag === undefined ? 'no-store' : 'no-cache';
  return passed;
}

/** A sender can declare further headers to be of one hop; those that frame the message are not its choice. */
function namedByConnection(header: string | string[] | undefined): ReadonlySet<string> | undefined {
  if (header === undefined || header === 'keep-alive' || header === 'close') return undefined;
  const names = [header].flat().flatMap((value) => value.split(','));
  return new Set(names.map((name) => name.trim().toLowerCase()).filter((name) => name !== 'content-length'));
}
