import type { Cache } from '../kit/cache/cache.ts';
import type { Event } from '../kit/events/event.ts';
import { onceInCache } from '../kit/events/once-in-cache.ts';
import { type Clock, systemClock } from '../kit/time/clock.ts';
import { learnEffect, readScript } from './companion-scripts.ts';
import type { Companion, Companions } from './companions.ts';
import { strengthOf, weightAt } from './decay.ts';

/** Of an order of many products each is bought with each; so many are looked at, which keeps the script short. */
const mostOfAnOrder = 20;
const mostKept = 100;
const mostRead = 50;
/** What nobody buys any more is forgotten. */
const lifeMs = 365 * 86_400_000;

/** A sorted set a product: its companions by the weight of the orders that held both. */
export class CacheCompanions implements Companions {
  readonly #cache: Cache;
  readonly #clock: Pick<Clock, 'now'>;

  constructor(cache: Cache, clock: Pick<Clock, 'now'> = systemClock) {
    this.#cache = cache;
    this.#clock = clock;
  }

  async of(productIds: readonly string[]): Promise<readonly (readonly Companion[])[]> {
    if (productIds.length === 0) return [];
    const reply = await this.#cache.run(readScript, productIds.map(keyOf), [mostRead]);
    const now = this.#clock.now();
    return (reply as readonly (readonly string[])[]).map((entries) => companionsIn(entries, now));
  }

  learn({ id, occurredAt }: Pick<Event, 'id' | 'occurredAt'>, productIds: readonly string[]) {
    const products = [...new Set(productIds)].slice(0, mostOfAnOrder);
    return onceInCache(
      this.#cache,
      { id },
      {
        script: learnEffect,
        keys: products.map(keyOf),
        values: [weightAt(this.#momentOf(occurredAt)), mostKept, lifeMs, ...products],
      },
    );
  }

  /** A clock that is wrong must not make one order outweigh all others. */
  #momentOf(occurredAt: string): number {
    const now = this.#clock.now();
    const moment = Date.parse(occurredAt);
    return Number.isNaN(moment) ? now : Math.min(moment, now);
  }
}

function keyOf(productId: string): string {
  return `with:${productId}`;
}

function companionsIn(entries: readonly string[], now: number): readonly Companion[] {
  const companions: Companion[] = [];
  for (let index = 0; index + 1 < entries.length; index += 2) {
    const strength = strengthOf(Number(entries[index + 1]), now);
    companions.push({ productId: entries[index] ?? '', strength });
  }
  return companions;
}
