import { isIPv6 } from 'node:net';
import type { Caller } from '../../kit/auth/caller.ts';

/** Under what a client is counted: the caller where a valid token names one, else where it comes from. */
export function clientKey(caller: Caller | undefined, address: string): string {
  return caller === undefined ? `address:${networkOf(address)}` : `caller:${caller.subject}`;
}

/** One subscriber of IPv6 has 2^64 addresses, so the network they are in counts as one. */
function networkOf(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address;
  const [head = '', tail = ''] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail === '' ? [] : tail.split(':');
  const zeros = address.includes('::') ? Array<string>(8 - groups.length - after.length).fill('0') : [];
  const network = [...groups, ...zeros, ...after].slice(0, 4);
  return `${network.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}
