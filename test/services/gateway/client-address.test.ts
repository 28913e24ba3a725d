import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { clientAddress } from '../../../services/gateway/client-address.ts';

function address(forwarded: string | undefined, hops: number): string {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  return clientAddress(
    { headers, socket: { remoteAddress: '10.0.0.1' } } as unknown as IncomingMessage,
    hops,
  );
}

describe('the address of a client', () => {
  it('is the one that the balancer wrote, whatever the client wrote before it', () => {
    expect(address('1.1.1.1, 2.2.2.2, 203.0.113.9', 1)).toBe('203.0.113.9');
    expect(address('203.0.113.9', 1)).toBe('203.0.113.9');
    expect(address('2001:db8::1', 1)).toBe('2001:db8::1');
  });

  it('is found behind as many balancers as there are', () => {
    expect(address('1.1.1.1, 203.0.113.9, 10.0.0.7', 2)).toBe('203.0.113.9');
    expect(address('203.0.113.9', 2)).toBe('203.0.113.9');
  });

  it.each([undefined, '', 'unknown', '<script>'])('is the connection’s where the header is %s', (header) => {
    expect(address(header, 1)).toBe('10.0.0.1');
  });

  it('is the connection’s where no balancer stands before it', () => {
    expect(address('203.0.113.9', 0)).toBe('10.0.0.1');
  });
});
