import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';

/**
 * Whose request this is. The gateway writes X-Forwarded-For anew, with the client first; balancers behind it append.
 * Calls that did not come through the gateway share one name.
 */
export function clientAddress({ 'x-forwarded-for': forwarded }: IncomingHttpHeaders): string {
  const first = [forwarded].flat()[0]?.split(',')[0]?.trim() ?? '';
  return isIP(first) === 0 ? 'direct' : first;
}
