import type { NewEvent } from '../../../../services/kit/events/outbox.ts';
import type { Clock } from '../../../../services/kit/time/clock.ts';
import type { KeptAnswer } from '../../../../services/orders/kept-answer.ts';
import type { Order, OrderHead } from '../../../../services/orders/order.ts';
import {
  type Advance,
  advanceChange,
  answerChange,
  cancelChange,
  type OrderChange,
  type Postponement,
  postponeChange,
  type Reopening,
  reopenChange,
} from '../../../../services/orders/order-changes.ts';
import {
  type Claim,
  type KeyedRequest,
  keyMs,
  type OrderPage,
  type OrderStore,
  type Placed,
  type Placement,
} from '../../../../services/orders/order-store.ts';

interface KeptKey {
  readonly fingerprint: string;
  readonly orderId: string;
  readonly at: number;
  answer: KeptAnswer | undefined;
}

/** Keeps the promises of an order store for the length of a test. */
export class InMemoryOrderStore implements OrderStore {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #orders = new Map<string, Order>();
  readonly #keys = new Map<string, KeptKey>();
  /** What the outbox holds. */
  readonly events: NewEvent[] = [];

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  async requestOf(keyId: string): Promise<KeyedRequest | undefined> {
    return this.#request(keyId);
  }

  async place({ order, key }: Placement): Promise<Placed> {
    const request = this.#request(key.id);
    if (request !== undefined) return { outcome: 'key-used', request };
    const { fingerprint } = key;
    this.#keys.set(key.id, {
      fingerprint,
      orderId: order.id,
      at: order.createdAt.getTime(),
      answer: undefined,
    });
    this.#orders.set(order.id, order);
    return { outcome: 'placed' };
  }

  async find(id: string): Promise<Order | undefined> {
    return this.#orders.get(id);
  }

  async list({ userId, before = 'g', limit }: OrderPage): Promise<readonly Order[]> {
    return [...this.#orders.values()]
      .filter((order) => order.userId === userId && order.id < before)
      .sort((one, other) => (one.id > other.id ? -1 : 1))
      .slice(0, limit);
  }

  async advance(advance: Advance): Promise<Order | undefined> {
    return this.#change(advanceChange(advance));
  }

  async postpone(postponement: Postponement): Promise<void> {
    this.#change(postponeChange(postponement));
  }

  async wantCancelled(order: Order): Promise<boolean> {
    return this.#change(cancelChange(order));
  }

  async reopen(reopening: Reopening): Promise<Order | undefined> {
    return this.#change(reopenChange(reopening));
  }

  async answered(orderId: string, answer: KeptAnswer): Promise<void> {
    this.#change(answerChange(orderId, answer));
  }

  async claim({ now, leaseUntil, most }: Claim): Promise<readonly Order[]> {
    const due = [...this.#orders.values()]
      .filter((order) => order.leaseUntil !== undefined && order.leaseUntil <= now)
      .slice(0, most);
    return due.map((order) => {
      const claimed = { ...order, leaseUntil, version: order.version + 1, attempts: order.attempts + 1 };
      this.#orders.set(order.id, claimed);
      return claimed;
    });
  }

  async forgetKeys(before: Date, most: number): Promise<number> {
    const old = [...this.#keys].filter(([, { at }]) => at <= before.getTime()).slice(0, most);
    for (const [id] of old) this.#keys.delete(id);
    return old.length;
  }

  #request(keyId: string): KeyedRequest | undefined {
    const key = this.#keys.get(keyId);
    return key === undefined || key.at <= this.#clock.now() - keyMs ? undefined : { ...key };
  }

  #change<Result>({ id, decide }: OrderChange<Result>): Result {
    const before = this.#orders.get(id);
    const { after, events = [], answer, result } = decide(before as OrderHead | undefined);
    if (before !== undefined && after !== undefined) {
      this.#orders.set(id, { ...after, items: before.items });
    }
    this.events.push(...events);
    for (const key of this.#keys.values()) {
      if (key.orderId === id && answer !== undefined) key.answer ??= answer;
    }
    return result;
  }
}
