import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { wildcard } from '../../../rehearsal/elbv2/wildcard.ts';

const keepCase = { ignoreCase: false };

describe('a wildcard pattern', () => {
  it.each([
    ['/*', '/', true],
    ['/*', '/a/b', true],
    ['/img/?', '/img/1', true],
    ['/img/?', '/img/', false],
    ['/a*c', '/abbc', true],
    ['/a*c', '/abbd', false],
    ['/a', '/A', false],
    ['*.example.com', 'a.b.example.com', true],
    ['*.example.com', 'example.com', false],
    ['', '', true],
  ])('%s against %s is %s', (pattern, text, expected) => {
    expect(wildcard(pattern, keepCase)(text)).toBe(expected);
  });

  it('ignores case where told to', () => {
    expect(wildcard('Shop.Example', { ignoreCase: true })('sHOP.eXAMPLE')).toBe(true);
  });

  it('agrees with the same pattern written as a regular expression', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.'), maxLength: 12 });
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.', '*', '?'), maxLength: 8 });
    fc.assert(
      fc.property(pattern, text, (glob, subject) => {
        const expression = glob.replaceAll('.', '\\.').replaceAll('*', '.*').replaceAll('?', '.');
        expect(wildcard(glob, keepCase)(subject)).toBe(new RegExp(`^${expression}$`).test(subject));
      }),
    );
  });

  it('takes no exponential time on a text that almost matches', () => {
    const began = performance.now();
    expect(wildcard('*a*a*a*a*a*a*a*a*b', keepCase)('a'.repeat(2000))).toBe(false);
    expect(performance.now() - began).toBeLessThan(500);
  });
});
