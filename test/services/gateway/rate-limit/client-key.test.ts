import { describe, expect, it } from '@jest/globals';
import { clientKey } from '../../../../services/gateway/rate-limit/client-key.ts';

describe('the key of a client', () => {
  it('is its caller, whatever address that has', () => {
    const caller = { subject: '203.0.113.9', roles: [], expiresAt: 0 };
    expect(clientKey(caller, '198.51.100.1')).toBe('caller:203.0.113.9');
  });

  it('is its address, never that of a caller with such a name', () => {
    expect(clientKey(undefined, '203.0.113.9')).toBe('address:203.0.113.9');
  });

  it.each([
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::ffff:203.0.113.9', '::ffff:203.0.113.9'],
  ])('is the network of an IPv6 address: %s', (address, network) => {
    expect(clientKey(undefined, address)).toBe(`address:${network}`);
  });
});
