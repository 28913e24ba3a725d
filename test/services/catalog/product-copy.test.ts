import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import {
  decodeProductCopy,
  encodeProductCopy,
  productEtagOf,
  productKeyOf,
} from '../../../services/catalog/product-copy.ts';
import { representProduct } from '../../../services/catalog/represent-product.ts';
import { productOf } from './support/a-product.ts';

describe('a product as the cache holds it', () => {
  it('comes back with its ETag and the very bytes of its answer', () => {
    const product = productOf(1, { description: 'two\nlines, "quoted", 😀' });
    const { etag, body } = decodeProductCopy(encodeProductCopy(product));
    expect(etag).toBe(productEtagOf(product));
    expect(body.toString()).toBe(JSON.stringify(representProduct(product)));
  });

  it('has another ETag after every change', () => {
    expect(productEtagOf(productOf(1, { revision: 2 }))).not.toBe(productEtagOf(productOf(1)));
  });

  it('has a key and an ETag of its own for every way to represent it, since two versions share a cache', () => {
    const answer = JSON.stringify(representProduct(productOf(1)));
    const digest = createHash('sha256').update(answer).digest('hex').slice(0, 12);
    // Where this fails, the answer was changed: count `representation` up and write the new pair here.
    expect({ digest, key: productKeyOf('x') }).toEqual({ digest: 'ba07ae6d950c', key: 'product:2:x' });
  });
});
