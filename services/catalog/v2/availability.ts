import type { Static } from 'typebox';
import type { StockLevel } from '../stock-store.ts';
import type { availabilitySchema } from './product.schema.ts';

export type Availability = Static<typeof availabilitySchema>;

/** A shopper who sees so few hurries. */
const few = 5;

export const unknownAvailability: Availability = { state: 'unknown' };

export function availabilityOf(level: StockLevel | undefined): Availability {
  if (level === undefined) return unknownAvailability;
  const available = level.onHand - level.reserved;
  if (available === 0) return { state: 'sold-out', available };
  return { state: available <= few ? 'few-left' : 'in-stock', available };
}
