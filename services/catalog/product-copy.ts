import { etagOf } from '../kit/http/etag.ts';
import type { Product } from './product.ts';
import { representProduct } from './represent-product.ts';

/**
 * A product as the cache holds it: its ETag, a line feed, and the answer's body, which is passed on unparsed.
 * The key carries the representation's version: during a release the old and the new tasks share one cache.
 */
const representation = 2;

export interface ProductCopy {
  readonly etag: string;
  readonly body: Buffer;
}

export function productKeyOf(id: string): string {
  return `product:${representation}:${id}`;
}

export function productEtagOf(product: Product): string {
  return etagOf(representation, product.revision);
}

export function encodeProductCopy(product: Product): Buffer {
  return Buffer.from(`${productEtagOf(product)}\n${JSON.stringify(representProduct(product))}`);
}

export function decodeProductCopy(bytes: Buffer): ProductCopy {
  const end = bytes.indexOf('\n');
  return { etag: bytes.toString('latin1', 0, end), body: bytes.subarray(end + 1) };
}
