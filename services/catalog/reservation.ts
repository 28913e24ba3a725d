/** `held` until somebody confirms or releases it or its time is over; what was `confirmed` can be `returned`. */
export type ReservationState = 'held' | 'confirmed' | 'released' | 'expired' | 'returned';

export interface ReservedItem {
  readonly productId: string;
  readonly quantity: number;
}

export interface Reservation {
  /** Chosen by whoever reserves, so that asking twice reserves once. */
  readonly id: string;
  /** The subject of the token that reserved. */
  readonly heldBy: string;
  readonly state: ReservationState;
  /** By product id. */
  readonly items: readonly ReservedItem[];
  readonly expiresAt: Date;
}
