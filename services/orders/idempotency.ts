import { createHash } from 'node:crypto';
import type { OrderRequest } from './order.schema.ts';

/** Keys are a buyer's own: two may choose the same. */
export function keyIdOf(userId: string, key: string): string {
  return hashOf([userId, key]);
}

/** The same for two requests that ask for the same. */
export function fingerprintOf({ cartId, paymentMethod }: OrderRequest): string {
  return hashOf([cartId, paymentMethod.token]);
}

function hashOf(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
