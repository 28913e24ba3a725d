/** Since when a task set is steady, and who waits for that. */
export class Steadiness {
  readonly #waiters = new Set<{ resolve: () => void; reject: (error: unknown) => void }>();
  #since: number | undefined;

  get since(): number | undefined {
    return this.#since;
  }

  /** @returns whether it has just become steady. */
  set(steady: boolean, now: number): boolean {
    const becomes = steady && this.#since === undefined;
    if (!steady) this.#since = undefined;
    if (!becomes) return false;
    this.#since = now;
    for (const { resolve } of this.#waiters) resolve();
    return true;
  }

  /** Disappoints all who wait now. */
  fail(error: Error): void {
    for (const { reject } of this.#waiters) reject(error);
  }

  async wait(signal: AbortSignal | undefined): Promise<void> {
    if (this.#since !== undefined) return;
    signal?.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiter = { resolve, reject };
    const stop = (): void => reject(signal?.reason);
    this.#waiters.add(waiter);
    signal?.addEventListener('abort', stop, { once: true });
    await promise.finally(() => {
      this.#waiters.delete(waiter);
      signal?.removeEventListener('abort', stop);
    });
  }
}
