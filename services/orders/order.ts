import type { EventOrigin } from '../kit/events/event.ts';

/** In whole numbers of the currency's smallest unit. */
export interface Money {
  readonly amount: number;
  readonly currency: string;
}

export interface OrderItem {
  readonly productId: string;
  readonly title: string;
  readonly quantity: number;
  readonly unitPrice: Money;
}

/** What is to be done next; recorded before it is attempted. */
export type SagaStep =
  | 'reserve'
  | 'authorize'
  | 'confirm'
  | 'capture'
  | 'undo-payment'
  | 'undo-stock'
  | 'refund';

/** Nothing is to be done any more, unless somebody asks for it. */
export type RestingStep = 'confirmed' | 'cancelled' | 'refunded';

export type OrderStep = SagaStep | RestingStep;

/** All of an order but its items, which never change. */
export interface OrderHead {
  readonly id: string;
  /** The subject of the buyer's token. */
  readonly userId: string;
  readonly cartId: string;
  /** As the cart was when it was ordered: what is put in later is not to be cleared. */
  readonly cartEtag: string | undefined;
  readonly total: Money;
  readonly step: OrderStep;
  /** Why it is being cancelled, or was. */
  readonly reason: string | undefined;
  /** The buyer wants it cancelled; whoever works on it sees that before the next step. */
  readonly cancelWanted: boolean;
  /** Stands for the means of payment; forgotten when the payment is authorized or declined. */
  readonly paymentToken: string | undefined;
  readonly paymentId: string | undefined;
  /** Counts changes: whoever works on an older version has lost it to another task. */
  readonly version: number;
  /** Attempts at the step that did not come to an end. */
  readonly attempts: number;
  /** Until then it belongs to the task that works on it. Undefined where nothing is to be done. */
  readonly leaseUntil: Date | undefined;
  /** The request it came with: all that is done for it belongs to the same trace. */
  readonly origin: EventOrigin;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface Order extends OrderHead {
  /** By product id. */
  readonly items: readonly OrderItem[];
}
