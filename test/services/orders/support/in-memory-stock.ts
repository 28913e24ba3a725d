import type { Order } from '../../../../services/orders/order.ts';
import { done, type StepAnswer } from '../../../../services/orders/step-answer.ts';
import type { Stock } from '../../../../services/orders/stock.ts';

type Reserved = 'held' | 'confirmed' | 'released' | 'expired';

/** Behaves as catalog does, and counts what can be counted. */
export class InMemoryStock implements Stock {
  readonly #onHand: Map<string, number>;
  readonly #reservations = new Map<string, { readonly order: Order; state: Reserved }>();

  constructor(onHand: Readonly<Record<string, number>>) {
    this.#onHand = new Map(Object.entries(onHand));
  }

  async reserve(order: Order): Promise<StepAnswer> {
    const before = this.#reservations.get(order.id);
    if (before !== undefined) return before.state === 'held' || before.state === 'confirmed' ? done : over;
    for (const { productId, quantity } of order.items) {
      if (!this.#onHand.has(productId)) return { outcome: 'refused', reason: 'unknown-product' };
      const available = this.available(productId);
      if (available >= quantity) continue;
      const product = { id: productId, requested: quantity, available };
      return { outcome: 'refused', reason: 'not-enough-stock', members: { product } };
    }
    this.#reservations.set(order.id, { order, state: 'held' });
    return done;
  }

  async confirm({ id }: Order): Promise<StepAnswer> {
    const reservation = this.#reservations.get(id);
    if (reservation?.state === 'held') {
      reservation.state = 'confirmed';
      this.#move(reservation.order, -1);
    }
    return reservation?.state === 'confirmed' ? done : over;
  }

  async release({ id }: Order): Promise<StepAnswer> {
    const reservation = this.#reservations.get(id);
    if (reservation?.state === 'confirmed') this.#move(reservation.order, 1);
    if (reservation?.state === 'held' || reservation?.state === 'confirmed') reservation.state = 'released';
    return done;
  }

  /** The time of all that is held is over. */
  expire(): void {
    for (const reservation of this.#reservations.values()) {
      if (reservation.state === 'held') reservation.state = 'expired';
    }
  }

  onHand(productId: string): number {
    return this.#onHand.get(productId) ?? 0;
  }

  available(productId: string): number {
    const held = [...this.#reservations.values()]
      .filter(({ state }) => state === 'held')
      .flatMap(({ order }) => order.items)
      .filter((item) => item.productId === productId);
    return this.onHand(productId) - held.reduce((sum, { quantity }) => sum + quantity, 0);
  }

  #move({ items }: Order, sign: 1 | -1): void {
    for (const { productId, quantity } of items) {
      this.#onHand.set(productId, this.onHand(productId) + sign * quantity);
    }
  }
}

const over: StepAnswer = { outcome: 'refused', reason: 'reservation-over' };
