import { randomUUID } from 'node:crypto';

/** A UUID of version 7: ids sort by age, so a buyer's history is read in the order of its index. */
export function newOrderId(now: number): string {
  const time = now.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
