import type { CacheAside, CacheLife } from '../../../../services/kit/cache/cache-aside.ts';

/** A cache that keeps everything until it is told to forget it. */
export class InMemoryCopies implements CacheAside {
  readonly #kept = new Map<string, Buffer | undefined>();

  async read(
    key: string,
    _life: CacheLife,
    load: () => Promise<Buffer | undefined>,
  ): Promise<Buffer | undefined> {
    if (!this.#kept.has(key)) this.#kept.set(key, await load());
    return this.#kept.get(key);
  }

  async forget(...keys: readonly string[]): Promise<void> {
    for (const key of keys) this.#kept.delete(key);
  }
}
