import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nearestOf } from '../../../platform/validation/nearest.ts';

describe('the nearest name', () => {
  it.each([
    ['catlog', 'catalog'],
    ['Catalog', 'catalog'],
    ['order', 'orders'],
    ['recomendation', 'recommendations'],
  ])('of %s is %s', (word, expected) => {
    expect(nearestOf(word, ['gateway', 'catalog', 'orders', 'recommendations'])).toBe(expected);
  });

  it('is none where nothing is near', () => {
    expect(nearestOf('shipping', ['gateway', 'catalog'])).toBeUndefined();
    expect(nearestOf('catalog', [])).toBeUndefined();
  });

  it('is the name itself where it is known', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 }), (known) => {
        const [word = ''] = known;
        expect(nearestOf(word, known)).toBe(word);
      }),
    );
  });
});
