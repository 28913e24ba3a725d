import type { KeptAnswer } from './kept-answer.ts';
import type { Order } from './order.ts';
import type { Advance, Postponement, Reopening } from './order-changes.ts';

/** Keeps orders, the keys they were placed with, and the events that tell of them: all or nothing. */
export interface OrderStore {
  /** The request that used this key in the last 24 hours. */
  requestOf(keyId: string): Promise<KeyedRequest | undefined>;
  place(placement: Placement): Promise<Placed>;
  find(id: string): Promise<Order | undefined>;
  /** Newest first. */
  list(page: OrderPage): Promise<readonly Order[]>;
  /** Undefined where another task has taken the order over. */
  advance(advance: Advance): Promise<Order | undefined>;
  postpone(postponement: Postponement): Promise<void>;
  /** Takes over what nobody works on any more; each order is given to one caller. */
  claim(claim: Claim): Promise<readonly Order[]>;
  /** Asks whoever works on it to turn around; false where it is too late for that. */
  wantCancelled(order: Order): Promise<boolean>;
  /** Undefined where it is not confirmed any more. */
  reopen(reopening: Reopening): Promise<Order | undefined>;
  /** Keeps what was answered before the order came to its end. */
  answered(orderId: string, answer: KeptAnswer): Promise<void>;
  /** Forgets keys from before a moment, so many at once; says how many. */
  forgetKeys(before: Date, most: number): Promise<number>;
}

export interface KeyedRequest {
  readonly fingerprint: string;
  readonly orderId: string;
  /** Undefined while it is in progress. */
  readonly answer: KeptAnswer | undefined;
}

export interface Placement {
  readonly order: Order;
  readonly key: { readonly id: string; readonly fingerprint: string };
}

export type Placed =
  | { readonly outcome: 'placed' }
  | { readonly outcome: 'key-used'; readonly request: KeyedRequest };

export interface OrderPage {
  readonly userId: string;
  /** @default - from the newest on */
  readonly before: string | undefined;
  readonly limit: number;
}

export interface Claim {
  readonly now: Date;
  readonly leaseUntil: Date;
  readonly most: number;
}

/** How long a key is honoured. */
export const keyMs = 24 * 60 * 60_000;
