import type { Event } from '../../../../services/kit/events/event.ts';
import type { Companion, Companions } from '../../../../services/recommendations/companions.ts';
import { strengthOf, weightAt } from '../../../../services/recommendations/decay.ts';

/** Keeps the promises of companions for the length of a test. */
export class InMemoryCompanions implements Companions {
  readonly #sums = new Map<string, Map<string, number>>();
  readonly #handled = new Set<string>();
  readonly #clock: { now(): number };

  constructor(clock: { now(): number }) {
    this.#clock = clock;
  }

  async of(productIds: readonly string[]): Promise<readonly (readonly Companion[])[]> {
    return productIds.map((id) =>
      [...(this.#sums.get(id) ?? [])]
        .map(([productId, sum]) => ({ productId, strength: strengthOf(sum, this.#clock.now()) }))
        .sort((a, b) => b.strength - a.strength || (a.productId > b.productId ? -1 : 1))
        .slice(0, 50),
    );
  }

  async learn({ id, occurredAt }: Pick<Event, 'id' | 'occurredAt'>, productIds: readonly string[]) {
    if (this.#handled.has(id)) return false;
    this.#handled.add(id);
    const weight = weightAt(Math.min(Date.parse(occurredAt), this.#clock.now()));
    const products = [...new Set(productIds)].slice(0, 20);
    for (const here of products) {
      const sums = this.#sums.get(here) ?? new Map<string, number>();
      for (const there of products) if (here !== there) sums.set(there, (sums.get(there) ?? 0) + weight);
      this.#sums.set(here, new Map([...sums].sort(([, a], [, b]) => b - a).slice(0, 100)));
    }
    return true;
  }
}
