import type { Clock } from '../time/clock.ts';

/** What this process remembers by itself for a moment; bounded, the oldest goes first. */
export interface LocalEntries<Value> {
  get(key: string): { readonly value: Value } | undefined;
  set(key: string, value: Value, ttlMs: number): void;
  delete(key: string): void;
}

export function localEntries<Value>(clock: Clock, most = 5000): LocalEntries<Value> {
  const entries = new Map<string, { readonly value: Value; readonly until: number }>();
  return {
    get(key) {
      const entry = entries.get(key);
      return entry !== undefined && entry.until > clock.now() ? entry : undefined;
    },
    set(key, value, ttlMs) {
      entries.delete(key);
      if (entries.size >= most) {
        const [oldest] = entries.keys();
        if (oldest !== undefined) entries.delete(oldest);
      }
      entries.set(key, { value, until: clock.now() + ttlMs });
    },
    delete: (key) => void entries.delete(key),
  };
}
