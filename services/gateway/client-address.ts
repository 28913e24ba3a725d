import type { IncomingMessage } from 'node:http';

/**
 * Whose request this is. Each balancer adds to the right of X-Forwarded-For the address it was called from, so
 * only as many entries from the right are true as there are balancers; what stands left of them anybody can write.
 */
export function clientAddress(request: IncomingMessage, trustedHops: number): string {
  const forwarded = request.headers['x-forwarded-for'];
  if (trustedHops > 0 && typeof forwarded === 'string') {
    const entries = forwarded.split(',');
    const entry = entries.at(-Math.min(trustedHops, entries.length))?.trim();
    if (entry !== undefined && isAddress(entry)) return entry;
  }
  return request.socket.remoteAddress ?? 'unknown';
}

/** Close enough to an address to be a key: what else would stand there comes from no balancer. */
function isAddress(text: string): boolean {
  return /^[\da-fA-F.:]{2,45}$/.test(text);
}
