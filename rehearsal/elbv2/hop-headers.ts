/** Headers that speak of one connection and end with it (RFC 9110, 7.6.1); `expect` is answered here. */
const oneHop = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'http2-settings',
  'expect',
]);

export function isOneHop(lowerName: string): boolean {
  return oneHop.has(lowerName);
}

const framing = new Set(['content-length', 'host']);

/**
 * Further headers a Connection header names, which end here too.
 * It cannot name what frames a message, or a client could make two servers disagree about where it ends.
 */
export function namedByConnection(connection: string | undefined): ReadonlySet<string> | undefined {
  if (connection === undefined) return undefined;
  const lower = connection.toLowerCase();
  if (lower === 'keep-alive' || lower === 'close') return undefined;
  const names = lower.split(',').map((name) => name.trim());
  return new Set(names.filter((name) => !framing.has(name) && !name.startsWith('x-forwarded-')));
}
