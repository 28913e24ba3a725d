const firstDelayMs = 1000;
const longestDelayMs = 30_000;

/** A task that ends is replaced at once; where tasks end before they ever served, each next try waits longer. */
export class RestartOnExit {
  #failures = 0;
  #notBefore = 0;

  /** Tasks in a row that ended without having served. */
  get failures(): number {
    return this.#failures;
  }

  /** Milliseconds until the next task may be started. */
  delay(now: number): number {
    return Math.max(0, this.#notBefore - now);
  }

  served(): void {
    this.#failures = 0;
    this.#notBefore = 0;
  }

  endedWithoutServing(now: number): void {
    this.#failures += 1;
    // The first restart is immediate: most single failures are accidents.
    const doublings = this.#failures - 2;
    this.#notBefore = doublings < 0 ? now : now + Math.min(longestDelayMs, firstDelayMs * 2 ** doublings);
  }
}
