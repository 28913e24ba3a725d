import type { Check } from './shape.ts';

/** IPv4 addresses as a firewall takes them: `203.0.113.0/24`, one of them with `/32`. */
export const addressRange: Check = (value) => {
  const [, address = '', length = ''] =
    (typeof value === 'string' && /^(\d{1,3}(?:\.\d{1,3}){3})\/(\d{1,2})$/.exec(value)) || [];
  const parts = address.split('.').map(Number);
  const bits = Number(length);
  if (address === '' || parts.some((part) => part > 255) || bits < 1 || bits > 32) {
    return {
      wrong: 'is no range of IPv4 addresses',
      allowed: '/1 to /32',
      fix: "write it like '203.0.113.0/24'",
    };
  }
  const number = parts.reduce((sum, part) => sum * 256 + part, 0);
  const size = 2 ** (32 - bits);
  if (number % size === 0) return undefined;
  const first = number - (number % size);
  const start = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join('.');
  return {
    wrong: 'does not begin where its range does',
    allowed: 'the first address of a range',
    fix: `write '${start}/${bits}'`,
  };
};
