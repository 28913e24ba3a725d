import type { Money } from './money.ts';

/** Where the money is, as far as is certain. `new`: the provider has not answered yet. */
export type PaymentState = 'new' | 'authorized' | 'declined' | 'captured' | 'voided' | 'refunded';

/** What is asked of the provider. */
export type PaymentOperation = 'authorize' | 'capture' | 'void' | 'refund';

/** Money of a customer that is held for an order, then taken or given back, always whole. */
export interface Authorization {
  /** Follows from who asked and the Idempotency-Key, so that asking twice is asking once. */
  readonly id: string;
  readonly orderId: string;
  /** The subject of the customer's token. */
  readonly customer: string;
  readonly money: Money;
  readonly state: PaymentState;
  /** Under way at the provider; recorded before the provider hears of it. */
  readonly operation: PaymentOperation | undefined;
  /** The provider did not answer in time: whether it carried the operation out is not known. */
  readonly doubtful: boolean;
  /** Why the provider refused what it was asked last. */
  readonly refusal: string | undefined;
  /** Stands for the means of payment at the provider; forgotten as soon as that has answered. */
  readonly token: string | undefined;
  /** Tells two requests with one key apart when they ask for different things. */
  readonly fingerprint: string;
  /** When whoever carries the operation out counts as gone. */
  readonly dueAt: Date | undefined;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}
