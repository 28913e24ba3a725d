import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseQuery } from '../../../../services/kit/http/query-string.ts';

describe('a query', () => {
  it('reads what URLSearchParams writes', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string({ unit: 'grapheme' }))), (pairs) => {
        const written = new URLSearchParams(pairs);
        const expected = new Map<string, string[]>();
        for (const [name, value] of written) expected.set(name, [...(expected.get(name) ?? []), value]);
        const read = Object.entries(parseQuery(`/path?${written}`)).map(([name, value]) => [
          name,
          [value].flat(),
        ]);
        expect(new Map(read as [string, string[]][])).toEqual(expected);
      }),
    );
  });

  it('holds names that every object has', () => {
    expect({ ...parseQuery('/?__proto__=1&constructor=2') }).toEqual({
      ['__proto__']: '1',
      constructor: '2',
    });
  });

  it('is refused where it has more parameters than anybody means', () => {
    expect(() => parseQuery(`/?${'a=1&'.repeat(200)}`)).toThrow(expect.objectContaining({ status: 400 }));
  });

  it('is empty without a question mark, or with nothing behind it', () => {
    expect([parseQuery('/path'), parseQuery('/path?')].map((query) => Object.keys(query))).toEqual([[], []]);
  });
});
