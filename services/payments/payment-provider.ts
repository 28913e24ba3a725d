import type { PaymentOperation } from './authorization.ts';
import type { Money } from './money.ts';

/**
 * Who moves the money. Everything is idempotent by our reference: asking twice for the same moves money once.
 * Throws ProviderTimeout where nobody can tell whether it was carried out.
 */
export interface PaymentProvider {
  authorize(request: AuthorizeRequest): Promise<ProviderAnswer>;
  capture(reference: string): Promise<ProviderAnswer>;
  void(reference: string): Promise<ProviderAnswer>;
  refund(reference: string): Promise<ProviderAnswer>;
  /** What the provider has on its books; undefined where it never heard of it. */
  find(reference: string): Promise<ProviderPayment | undefined>;
  /** All that is on its books, by reference, a page at a time. */
  statement(page: { readonly after: string; readonly most: number }): Promise<readonly ProviderPayment[]>;
}

export interface AuthorizeRequest {
  readonly reference: string;
  /** Stands for a card or an account. Shoal never sees either. */
  readonly token: string;
  readonly money: Money;
}

export type ProviderAnswer =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'refused'; readonly reason: string };

export interface ProviderPayment {
  readonly reference: string;
  readonly state: 'authorized' | 'declined' | 'captured' | 'voided' | 'refunded';
  /** Why it was declined. */
  readonly reason: string | undefined;
  readonly currency: string;
  /** What it holds of the customer's money. */
  readonly held: number;
  /** What it took, less what it gave back. */
  readonly taken: number;
}

export class ProviderTimeout extends Error {
  readonly operation: PaymentOperation;
  readonly reference: string;

  constructor(operation: PaymentOperation, reference: string) {
    super(`the provider did not answer in time: ${operation} of ${reference}; ask it what it did`);
    this.name = 'ProviderTimeout';
    this.operation = operation;
    this.reference = reference;
  }
}
