import type { JsonWebKey } from 'node:crypto';

/** The keys of a JWKS; undefined for what is none. */
export function keysIn(text: string): readonly JsonWebKey[] | undefined {
  try {
    const document: unknown = JSON.parse(text);
    if (typeof document !== 'object' || document === null || !('keys' in document)) return undefined;
    const { keys } = document;
    if (!Array.isArray(keys)) return undefined;
    return keys.every((key) => typeof key === 'object' && key !== null) ? keys : undefined;
  } catch {
    return undefined;
  }
}
