import type { Order } from './order.ts';
import { isOnward } from './saga-steps.ts';

/** So long nothing is packed. */
const cancellableMs = 30 * 60_000;
/** A buyer's right of withdrawal. */
const returnableMs = 14 * 24 * 60 * 60_000;

export function isCancellable({ step, createdAt }: Order, now: number): boolean {
  return isOnward(step) || (step === 'confirmed' && now - createdAt.getTime() < cancellableMs);
}

/** For the buyer; staff may refund whatever is confirmed. */
export function isReturnable({ step, createdAt }: Order, now: number): boolean {
  return step === 'confirmed' && now - createdAt.getTime() < returnableMs;
}
