/** What is kept under a key: whether the thing exists, when it is worth loading again, and its bytes. */
export interface CacheEntry {
  /** Undefined: it is known not to exist. */
  readonly value: Buffer | undefined;
  /** Milliseconds since 1970; from then on one reader loads it anew while the others read on. */
  readonly refreshAt: number;
}

const headLength = 9;

export function encodeEntry({ value, refreshAt }: CacheEntry): Buffer {
  const bytes = Buffer.allocUnsafe(headLength + (value?.length ?? 0));
  bytes[0] = value === undefined ? 0 : 1;
  bytes.writeDoubleBE(refreshAt, 1);
  value?.copy(bytes, headLength);
  return bytes;
}

/** The value shares its bytes with the entry: nothing is copied on the way out. */
export function decodeEntry(bytes: Buffer | undefined): CacheEntry | undefined {
  if (bytes === undefined || bytes.length < headLength) return undefined;
  return { value: bytes[0] === 1 ? bytes.subarray(headLength) : undefined, refreshAt: bytes.readDoubleBE(1) };
}
