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

/** Names and values in turn, as they are written: an object of so many members costs more than the rest of passing them on. */
type Headers = (string | string[])[];

/** The headers of a request as the service behind gets them, `own` in the place of what came. */
export function requestHeaders(came: IncomingHttpHeaders, own: Readonly<Record<string, string>>): string[] {
  const named = namedByConnection(came.connection);
  const passed: string[] = [];
  for (const name in came) {
    const value = came[name];
    if (value === undefined || !isTakenFromClients(name) || named?.has(name) || Object.hasOwn(own, name))
      continue;
    if (typeof value === 'string') passed.push(name, value);
    else for (const each of value) passed.push(name, each);
  }
  for (const name in own) passed.push(name, own[name] ?? '');
  return passed;
}

/** The headers of an answer as the client gets them. */
export function answerHeaders(came: IncomingHttpHeaders): Headers {
  const named = namedByConnection(came.connection);
  const passed: Headers = [];
  for (const name in came) {
    const value = came[name];
    if (value === undefined || !isToldToClients(name) || named?.has(name)) continue;
    passed.push(name, value);
  }
  // Without a word a browser would guess how long it may keep it; what has an ETag is asked for again at little cost.
  if (came['cache-control'] === undefined)
    passed.push('cache-control', came.etag === undefined ? 'no-store' : 'no-cache');
  return passed;
}

const isTakenFromClients = remembered((name) => !ofOneHop.has(name) && !forgeable.test(name));
const isToldToClients = remembered((name) => !ofOneHop.has(name) && !keptBack.test(name));

/** There are few names, and clients that make up others fill no memory. */
function remembered(judge: (name: string) => boolean, most = 500): (name: string) => boolean {
  const judged = new Map<string, boolean>();
  return (name) => {
    const known = judged.get(name);
    if (known !== undefined) return known;
    const verdict = judge(name);
    if (judged.size < most) judged.set(name, verdict);
    return verdict;
  };
}

/** A sender can declare further headers to be of one hop; those that frame the message are not its choice. */
function namedByConnection(header: string | string[] | undefined): ReadonlySet<string> | undefined {
  if (header === undefined || header === 'keep-alive' || header === 'close') return undefined;
  const names = [header].flat().flatMap((value) => value.split(','));
  return new Set(names.map((name) => name.trim().toLowerCase()).filter((name) => name !== 'content-length'));
}
