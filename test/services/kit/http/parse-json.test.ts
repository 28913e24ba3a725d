import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseJson } from '../../../../services/kit/http/parse-json.ts';

describe('a JSON body', () => {
  it('is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 20 }), (text) => {
        fc.pre(!text.includes('"__proto__":'));
        expect(parseJson(Buffer.from(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('may hold any number of brackets in its strings', () => {
    const text = JSON.stringify({ a: '[{"\\'.repeat(100), b: [1] });
    expect(parseJson(Buffer.from(text))).toEqual(JSON.parse(text));
  });

  it.each([
    ['', 'it is empty'],
    ['{"a":', 'it ends too early'],
    ['{"a":x}', 'syntax error at position 5'],
  ])('tells where it is wrong: %s', (text, detail) => {
    expect(() => parseJson(Buffer.from(text))).toThrow(`the body is not JSON: ${detail}`);
  });
});
