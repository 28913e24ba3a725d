import { etagOf } from '../../kit/http/etag.ts';
import type { Product } from '../product.ts';
import type { Availability } from './availability.ts';
import { representDetails } from './represent-product.ts';

/**
 * A product's details as the cache holds them: the revision, a line feed, and JSON that lacks its end. What is known
 * of the stock is put there, so an answer is joined from bytes and nothing is parsed.
 */
const representation = 2;

export interface DetailsCopy {
  readonly revision: string;
  readonly details: Buffer;
}

export function detailsKeyOf(id: string): string {
  return `product:v2.${representation}:${id}`;
}

export function encodeDetails(product: Product): Buffer {
  return Buffer.from(`${product.revision}\n${JSON.stringify(representDetails(product)).slice(0, -1)}`);
}

export function decodeDetails(bytes: Buffer): DetailsCopy {
  const end = bytes.indexOf('\n');
  return { revision: bytes.toString('latin1', 0, end), details: bytes.subarray(end + 1) };
}

export function joinedAnswer({ details }: DetailsCopy, availability: Availability): Buffer {
  return Buffer.concat([details, Buffer.from(`,"availability":${JSON.stringify(availability)}}`)]);
}

/** Of what is answered: it changes with the product and with what can be had of it. */
export function productEtagOf(revision: number | string, { state, available }: Availability): string {
  return etagOf(representation, revision, available ?? state);
}

/** The revision that an ETag of ours was made of; a write is conditional on the product and not on its stock. */
export function revisionIn(etag: string): string | undefined {
  return new RegExp(`^"${representation}-(\\d+)-[\\w-]+"$`).exec(etag)?.[1];
}
