import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { emailAddressOf } from '../../../services/users/email-address.ts';

describe('an e-mail address', () => {
  it.each([
    ['kim@example.com', 'kim@example.com'],
    ['  Kim@Example.COM\n', 'kim@example.com'],
    ['Ｋim@example.com', 'kim@example.com'],
    ['kim@münchen.example', 'kim@xn--mnchen-3ya.example'],
    ['kim+shop@example.co.uk', 'kim+shop@example.co.uk'],
    ["o'hara@example.com", "o'hara@example.com"],
    ['jürgen@example.com', 'jürgen@example.com'],
  ])('%j is spelled %s', (text, address) => {
    expect(emailAddressOf(text)).toBe(address);
  });

  it.each([
    '',
    '@',
    'kim',
    'kim@',
    '@example.com',
    'kim@example',
    'kim@@example.com',
    'kim@example..com',
    'kim lee@example.com',
    '.kim@example.com',
    'kim.@example.com',
    'k..m@example.com',
    'kim@-a.example',
    'kim@exam ple.com',
    'kim\u0000@example.com',
    'kim@[127.0.0.1]',
    'kim@127.0.0.1',
    '"kim"@example.com',
    'kim@example.com, lee@example.com',
    `${'k'.repeat(65)}@example.com`,
    `kim@${'a'.repeat(64)}.com`,
    'kim@example.com\r\nBcc: all@example.com',
    '\ud800@example.com',
  ])('%j is none', (text) => {
    expect(emailAddressOf(text)).toBeUndefined();
  });

  it('spelled once is spelled for good, and fits its column', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.emailAddress(), fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' })),
        (text) => {
          const address = emailAddressOf(text);
          if (address === undefined) return;
          expect(emailAddressOf(address)).toBe(address);
          expect(Buffer.byteLength(address)).toBeLessThanOrEqual(254);
        },
      ),
      { numRuns: 500 },
    );
  });
});
