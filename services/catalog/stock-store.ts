import type { Reservation, ReservedItem } from './reservation.ts';

export interface StockStore {
  level(productId: string): Promise<StockLevel | undefined>;
  /** Sets what a stocktake counted; never below what is reserved. */
  count(productId: string, onHand: number): Promise<CountOutcome>;
  /** Takes all items or none. */
  reserve(request: ReserveRequest): Promise<ReserveOutcome>;
  reservation(id: string): Promise<Reservation | undefined>;
  /** Ends a held reservation, and gives it as it is afterwards: unchanged where it was not held any more. */
  settle(id: string, as: 'confirmed' | 'released', now: Date): Promise<Reservation | undefined>;
  /** Puts what a confirmed reservation sold back into stock, and gives it as it is afterwards. */
  takeBack(id: string): Promise<Reservation | undefined>;
  /** Gives back the stock of reservations whose time is over, `most` at once; says how many. */
  expire(now: Date, most: number): Promise<number>;
}

export interface StockLevel {
  readonly onHand: number;
  readonly reserved: number;
}

export interface ReserveRequest {
  readonly id: string;
  readonly heldBy: string;
  readonly items: readonly ReservedItem[];
  /** Tells two requests with the same id apart when they ask for different things. */
  readonly asked: string;
  readonly expiresAt: Date;
}

export type CountOutcome =
  | { readonly outcome: 'counted'; readonly level: StockLevel }
  | { readonly outcome: 'below-reserved'; readonly level: StockLevel }
  | { readonly outcome: 'unknown-product' };

export type ReserveOutcome =
  | { readonly outcome: 'reserved' | 'repeated' | 'other-request'; readonly reservation: Reservation }
  | { readonly outcome: 'unknown-product' }
  | {
      readonly outcome: 'not-enough';
      readonly productId: string;
      readonly requested: number;
      readonly available: number;
    };
