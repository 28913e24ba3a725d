import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { booleanQueryOf, searchWordsOf } from '../../../services/catalog/search-words.ts';

describe('the words of a search', () => {
  it.each([
    ['Espresso  Cups', ['espresso', 'cups']],
    ['café', ['café']],
    ['+dark -roast "fresh" (tea)*', ['dark', 'roast', 'fresh', 'tea']],
    ["children's tea", ['children', 'tea']],
    ['the tea for a cup of it', ['tea', 'cup']],
    ['tea TEA Tea', ['tea']],
    ['抹茶碗 ok', ['抹茶碗']],
    ['a b c', []],
    ['', []],
  ])('of %j are %j', (query, words) => {
    expect(searchWordsOf(query)).toEqual(words);
  });

  it('are eight at most', () => {
    expect(searchWordsOf('one1 two2 three four five six seven eight nine ten')).toHaveLength(8);
  });

  it('become a query whose only operators are ours', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (query) => {
        const parts = booleanQueryOf(searchWordsOf(query)).split(' ').filter(Boolean);
        for (const part of parts) expect(part).toMatch(/^\+[\p{L}\p{M}\p{N}]+\*$/u);
      }),
    );
  });
});
