import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newProductId } from '../../../services/catalog/product-id.ts';

describe('the id of a new product', () => {
  it('is a UUID of version 7 that says when it was made', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 48 - 1 }), (now) => {
        const id = newProductId(now);
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(now);
      }),
    );
  });

  it('is the same for the same moment and the same random bytes, which it leaves alone', () => {
    const random = new Uint8Array(10).fill(255);
    expect(newProductId(1_700_000_000_000, random)).toBe('018bcfe5-6800-7fff-bfff-ffffffffffff');
    expect(random).toEqual(new Uint8Array(10).fill(255));
  });

  it('differs from the next one of the same moment', () => {
    expect(newProductId(1)).not.toBe(newProductId(1));
  });
});
