import { randomBytes } from 'node:crypto';

/** A UUID of version 7: ids sort by age, so a buyer's history is read in the order of its index. */
export function newOrderId(now: number, random: (bytes: number) => Buffer = randomBytes): string {
  const bytes = random(10);
  bytes.writeUInt8((bytes.readUInt8(0) & 0x0f) | 0x70, 0);
  bytes.writeUInt8((bytes.readUInt8(2) & 0x3f) | 0x80, 2);
  const hex = now.toString(16).padStart(12, '0') + bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
