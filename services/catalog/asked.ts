import { createHash } from 'node:crypto';
import type { ReservedItem } from './reservation.ts';

interface Asked {
  readonly heldBy: string;
  readonly items: readonly ReservedItem[];
  readonly holdMinutes: number;
}

/** The same for two requests that ask for the same, in whatever order they list it. */
export function askedOf({ heldBy, items, holdMinutes }: Asked): string {
  const lines = items.map(({ productId, quantity }) => `${productId} ${quantity}`).sort();
  return createHash('sha256')
    .update(JSON.stringify([heldBy, holdMinutes, lines]))
    .digest('hex');
}
