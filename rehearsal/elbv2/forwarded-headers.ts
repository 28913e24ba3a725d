import type { IncomingMessage } from 'node:http';
import type { BalancerAttributes } from './balancer-attributes.ts';
import { isOneHop, namedByConnection } from './hop-headers.ts';
import { traceId } from './trace-id.ts';

export interface Door {
  readonly protocol: 'http' | 'https';
  /** The port of the listener as AWS would have it, whatever this machine maps it to. */
  readonly port: number;
  readonly attributes: BalancerAttributes;
}

const validName = /^[-A-Za-z0-9]+$/;

/** The headers a target gets: the client's without those of one hop, and what ALB adds. Names and values in turn. */
export function forwardedHeaders(request: IncomingMessage, authority: string, door: Door): string[] {
  const { rawHeaders } = request;
  const { attributes } = door;
  const dropped = namedByConnection(request.headers.connection);
  const kept: string[] = ['host', hostFor(authority, door)];
  let forwardedFor = '';
  let trace: string | undefined;
  let cookie = '';
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? '';
    const value = rawHeaders[at + 1] ?? '';
    const lower = name.toLowerCase();
    if (isOneHop(lower) || lower[0] === ':' || dropped?.has(lower)) continue;
    switch (lower) {
      case 'host':
      case 'x-forwarded-proto':
      case 'x-forwarded-port':
        break;
      case 'x-forwarded-for':
        forwardedFor = forwardedFor === '' ? value : `${forwardedFor}, ${value}`;
        break;
      case 'x-amzn-trace-id':
        trace = value;
        break;
      case 'cookie':
        // HTTP/2 sends a cookie's parts apart; HTTP/1.1 allows one header.
        cookie = cookie === '' ? value : `${cookie}; ${value}`;
        break;
      default:
        if (attributes.dropInvalidHeaders && !validName.test(name)) break;
        kept.push(name, value);
    }
  }
  if (cookie !== '') kept.push('cookie', cookie);
  const client = clientAddress(request, attributes);
  if (attributes.forwardedFor === 'append') {
    kept.push('x-forwarded-for', forwardedFor === '' ? client : `${forwardedFor}, ${client}`);
  } else if (attributes.forwardedFor === 'preserve' && forwardedFor !== '') {
    kept.push('x-forwarded-for', forwardedFor);
  }
  kept.push(
    'x-forwarded-proto',
    door.protocol,
    'x-forwarded-port',
    String(door.port),
    'x-amzn-trace-id',
    traceId(trace),
  );
  return kept;
}

function clientAddress({ socket }: IncomingMessage, { forwardedClientPort }: BalancerAttributes): string {
  const address = socket.remoteAddress ?? '';
  if (!forwardedClientPort) return address;
  return address.includes(':') ? `[${address}]:${socket.remotePort}` : `${address}:${socket.remotePort}`;
}

/** ALB adds the listener's port to a Host header without one, unless the port is the protocol's own. */
function hostFor(authority: string, { attributes, port }: Door): string {
  if (attributes.preserveHost || port === 80 || port === 443) return authority;
  return authority.lastIndexOf(':') > authority.lastIndexOf(']') ? authority : `${authority}:${port}`;
}
