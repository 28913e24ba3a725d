import type { Authorization, PaymentState } from './authorization.ts';

/** Where money can be: with the customer, held for the shop, or the shop's. */
export type LedgerAccount = 'customer' | 'held' | 'shop';

/** One side of a posting. What comes in is positive, what goes out negative. */
export interface LedgerEntry {
  readonly authorizationId: string;
  readonly orderId: string;
  readonly posting: PaymentState;
  readonly account: LedgerAccount;
  readonly amount: number;
  readonly currency: string;
}

/** Which account gives and which one takes, when money gets to a state. */
const moves: Readonly<Partial<Record<PaymentState, readonly [from: LedgerAccount, to: LedgerAccount]>>> = {
  authorized: ['customer', 'held'],
  voided: ['held', 'customer'],
  captured: ['held', 'shop'],
  refunded: ['shop', 'customer'],
};

/** Both sides of what happened; nothing where no money moved. */
export function entriesFor(
  { id, orderId, money }: Pick<Authorization, 'id' | 'orderId' | 'money'>,
  posting: PaymentState,
): readonly LedgerEntry[] {
  const move = moves[posting];
  if (move === undefined) return [];
  const [from, to] = move;
  const side = (account: LedgerAccount, amount: number): LedgerEntry => ({
    authorizationId: id,
    orderId,
    posting,
    account,
    amount,
    currency: money.currency,
  });
  return [side(from, -money.amount), side(to, money.amount)];
}

export function sumOf(entries: readonly Pick<LedgerEntry, 'amount'>[]): number {
  return entries.reduce((sum, { amount }) => sum + amount, 0);
}

/** Thrown inside the transaction, so that nothing of it is kept. */
export class LedgerImbalance extends Error {
  readonly orders: readonly string[];

  constructor(orders: readonly string[]) {
    super(
      `the ledger entries of order ${orders.join(', ')} do not sum to zero; nothing was written, ` +
        'look for entries that something other than payments wrote',
    );
    this.name = 'LedgerImbalance';
    this.orders = orders;
  }
}
