import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import Type from 'typebox';
import { pageCursor } from '../../../../services/kit/http/page-cursor.ts';

const cursor = pageCursor(
  Type.Object({ after: Type.Integer(), name: Type.String() }, { additionalProperties: false }),
);

describe('a page cursor', () => {
  it('gives back what it was made of', () => {
    fc.assert(
      fc.property(fc.integer(), fc.string({ unit: 'grapheme' }), (after, name) => {
        expect(cursor.decode(cursor.encode({ after, name }))).toEqual({ after, name });
      }),
    );
  });

  it('is a 400 for whatever else a client sends', () => {
    const forged = fc.oneof(
      fc.string(),
      fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value)).toString('base64url')),
    );
    fc.assert(
      fc.property(forged, (text) => {
        expect(() => cursor.decode(text)).toThrow(expect.objectContaining({ status: 400 }));
      }),
    );
  });
});
