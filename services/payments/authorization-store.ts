import type { Authorization, PaymentOperation } from './authorization.ts';
import type { LedgerEntry } from './ledger.ts';
import type { ProviderAnswer } from './payment-provider.ts';
import type { Beginning } from './payment-steps.ts';

/** Keeps authorizations and their ledger. What changes both changes both or neither. */
export interface AuthorizationStore {
  /** Adds it, unless one with its id is there: then gives that one. */
  open(authorization: Authorization): Promise<Opened>;
  find(id: string): Promise<Authorization | undefined>;
  /** Records an operation before the provider hears of it. One caller at a time gets 'begun'. */
  begin(wish: OperationWish): Promise<Begun | undefined>;
  /** Records what the provider answered, with its ledger entries. */
  settle(result: OperationResult): Promise<Authorization>;
  /** Records that the provider did not answer, and when to ask it. */
  doubt(doubt: OperationDoubt): Promise<Authorization>;
  /** Those whose operation is due: in doubt, or begun by a task that is gone. */
  due(now: Date, most: number): Promise<readonly DueOperation[]>;
  /** In the order of ids. */
  page(page: { readonly after: string; readonly most: number }): Promise<readonly Authorization[]>;
  /** All entries of an order, oldest first. */
  ledgerOf(orderId: string): Promise<readonly LedgerEntry[]>;
  /** What each account of these authorizations holds. */
  balancesOf(ids: readonly string[]): Promise<readonly LedgerBalance[]>;
  /** Sums of all entries by currency: each is zero. */
  ledgerSums(): Promise<readonly LedgerSum[]>;
}

export interface Opened {
  readonly outcome: 'opened' | 'there-before';
  readonly authorization: Authorization;
}

export interface OperationWish {
  readonly id: string;
  readonly operation: PaymentOperation;
  readonly now: Date;
  /** When whoever asks counts as gone. */
  readonly dueAt: Date;
}

export interface Begun {
  readonly beginning: Beginning;
  /** As it is afterwards. */
  readonly authorization: Authorization;
}

export interface OperationResult {
  readonly id: string;
  readonly operation: PaymentOperation;
  readonly answer: ProviderAnswer;
  readonly now: Date;
}

export interface OperationDoubt {
  readonly id: string;
  readonly operation: PaymentOperation;
  readonly now: Date;
  readonly dueAt: Date;
}

export interface DueOperation {
  readonly id: string;
  readonly operation: PaymentOperation;
}

export interface LedgerBalance {
  readonly authorizationId: string;
  readonly account: LedgerEntry['account'];
  readonly amount: number;
}

export interface LedgerSum {
  readonly currency: string;
  readonly amount: number;
}
