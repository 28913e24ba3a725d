import type { Reservation, ReservationState } from '../../../../services/catalog/reservation.ts';
import type {
  CountOutcome,
  ReserveOutcome,
  ReserveRequest,
  StockLevel,
  StockStore,
} from '../../../../services/catalog/stock-store.ts';

/** Keeps the promises of a stock store for the length of a test. */
export class InMemoryStockStore implements StockStore {
  readonly #levels = new Map<string, StockLevel>();
  readonly #reservations = new Map<string, { readonly reservation: Reservation; readonly asked: string }>();

  get reservations(): readonly Reservation[] {
    return [...this.#reservations.values()].map(({ reservation }) => reservation);
  }

  forget(id: string): void {
    this.#reservations.delete(id);
  }

  /** What making a product does. */
  open(productId: string): void {
    this.#levels.set(productId, { onHand: 0, reserved: 0 });
  }

  async level(productId: string): Promise<StockLevel | undefined> {
    return this.#levels.get(productId);
  }

  async count(productId: string, onHand: number): Promise<CountOutcome> {
    const level = this.#levels.get(productId);
    if (level === undefined) return { outcome: 'unknown-product' };
    if (onHand < level.reserved) return { outcome: 'below-reserved', level };
    const counted = { ...level, onHand };
    this.#levels.set(productId, counted);
    return { outcome: 'counted', level: counted };
  }

  async reserve({ id, heldBy, asked, expiresAt, ...request }: ReserveRequest): Promise<ReserveOutcome> {
    const earlier = this.#reservations.get(id);
    if (earlier !== undefined) {
      const outcome = earlier.asked === asked ? 'repeated' : 'other-request';
      return { outcome, reservation: earlier.reservation };
    }
    const items = request.items.toSorted((a, b) => (a.productId < b.productId ? -1 : 1));
    if (items.some(({ productId }) => !this.#levels.has(productId))) return { outcome: 'unknown-product' };
    for (const { productId, quantity } of items) {
      const { onHand, reserved } = this.#levelOf(productId);
      const available = onHand - reserved;
      if (available < quantity) return { outcome: 'not-enough', productId, requested: quantity, available };
    }
    const reservation: Reservation = { id, heldBy, items, expiresAt, state: 'held' };
    this.#move(reservation, { onHand: 0, reserved: 1 });
    this.#reservations.set(id, { reservation, asked });
    return { outcome: 'reserved', reservation };
  }

  async reservation(id: string): Promise<Reservation | undefined> {
    return this.#reservations.get(id)?.reservation;
  }

  async settle(id: string, as: 'confirmed' | 'released', now: Date): Promise<Reservation | undefined> {
    const current = this.#reservations.get(id)?.reservation;
    if (current?.state === 'held') this.#end(id, current.expiresAt > now ? as : 'expired');
    return await this.reservation(id);
  }

  async takeBack(id: string): Promise<Reservation | undefined> {
    const kept = this.#reservations.get(id);
    if (kept?.reservation.state === 'confirmed') {
      this.#move(kept.reservation, { onHand: 1, reserved: 0 });
      this.#reservations.set(id, { ...kept, reservation: { ...kept.reservation, state: 'returned' } });
    }
    return await this.reservation(id);
  }

  async expire(now: Date, most: number): Promise<number> {
    const due = [...this.#reservations.values()]
      .map(({ reservation }) => reservation)
      .filter(({ state, expiresAt }) => state === 'held' && expiresAt <= now)
      .slice(0, most);
    for (const { id } of due) this.#end(id, 'expired');
    return due.length;
  }

  #end(id: string, state: ReservationState): void {
    const kept = this.#reservations.get(id);
    if (kept === undefined) return;
    this.#move(kept.reservation, { onHand: state === 'confirmed' ? -1 : 0, reserved: -1 });
    this.#reservations.set(id, { ...kept, reservation: { ...kept.reservation, state } });
  }

  #move({ items }: Reservation, by: StockLevel): void {
    for (const { productId, quantity } of items) {
      const { onHand, reserved } = this.#levelOf(productId);
      this.#levels.set(productId, {
        onHand: onHand + by.onHand * quantity,
        reserved: reserved + by.reserved * quantity,
      });
    }
  }

  #levelOf(productId: string): StockLevel {
    return this.#levels.get(productId) ?? { onHand: 0, reserved: 0 };
  }
}
