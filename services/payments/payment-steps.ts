import type { Authorization, PaymentOperation, PaymentState } from './authorization.ts';
import type { ProviderAnswer } from './payment-provider.ts';

/** From which state an operation is possible, and where it leads. */
export const operations: Readonly<
  Record<PaymentOperation, { readonly from: PaymentState; readonly to: PaymentState }>
> = {
  authorize: { from: 'new', to: 'authorized' },
  capture: { from: 'authorized', to: 'captured' },
  void: { from: 'authorized', to: 'voided' },
  refund: { from: 'captured', to: 'refunded' },
};

/** What becomes of a wish to carry out an operation. */
export type Beginning =
  /** To be carried out now; `again` where somebody began it before and was not heard of since. */
  | { readonly outcome: 'begun'; readonly again: boolean }
  | { readonly outcome: 'done-before' }
  /** Somebody carries this or another operation out just now. */
  | { readonly outcome: 'busy' }
  | { readonly outcome: 'impossible' };

export function beginning(
  { state, operation, dueAt }: Pick<Authorization, 'state' | 'operation' | 'dueAt'>,
  wanted: PaymentOperation,
  now: Date,
): Beginning {
  const { from, to } = operations[wanted];
  if (operation !== undefined) {
    const over = dueAt === undefined || dueAt <= now;
    return operation === wanted && over ? { outcome: 'begun', again: true } : { outcome: 'busy' };
  }
  if (state === to || (wanted === 'authorize' && state !== 'new')) return { outcome: 'done-before' };
  return state === from ? { outcome: 'begun', again: false } : { outcome: 'impossible' };
}

/** Where the provider's answer leads. A refusal leaves the money where it was. */
export function stateAfter(operation: PaymentOperation, answer: ProviderAnswer): PaymentState {
  const { from, to } = operations[operation];
  if (answer.outcome === 'done') return to;
  return operation === 'authorize' ? 'declined' : from;
}
