import type { Authorization } from '../../../../services/payments/authorization.ts';
import type {
  AuthorizationStore,
  DueOperation,
  LedgerBalance,
  LedgerSum,
  Opened,
  OperationDoubt,
  OperationResult,
  OperationWish,
} from '../../../../services/payments/authorization-store.ts';
import { entriesFor, type LedgerEntry, sumOf } from '../../../../services/payments/ledger.ts';
import {
  beginChange,
  doubtChange,
  type PaymentChange,
  settleChange,
} from '../../../../services/payments/payment-changes.ts';

/** Keeps the promises of an authorization store for the length of a test. */
export class InMemoryAuthorizationStore implements AuthorizationStore {
  readonly #authorizations = new Map<string, Authorization>();
  readonly entries: LedgerEntry[] = [];

  async open(authorization: Authorization): Promise<Opened> {
    const before = this.#authorizations.get(authorization.id);
    if (before !== undefined) return { outcome: 'there-before', authorization: before };
    this.#authorizations.set(authorization.id, authorization);
    return { outcome: 'opened', authorization };
  }

  async find(id: string): Promise<Authorization | undefined> {
    return this.#authorizations.get(id);
  }

  async begin(wish: OperationWish) {
    return this.#change(beginChange(wish));
  }

  async settle(result: OperationResult) {
    return this.#change(settleChange(result));
  }

  async doubt(doubt: OperationDoubt) {
    return this.#change(doubtChange(doubt));
  }

  async due(now: Date, most: number): Promise<readonly DueOperation[]> {
    return [...this.#authorizations.values()]
      .flatMap(({ id, operation, dueAt }) =>
        operation !== undefined && dueAt !== undefined && dueAt <= now ? [{ id, operation }] : [],
      )
      .slice(0, most);
  }

  async page({ after, most }: { readonly after: string; readonly most: number }) {
    return [...this.#authorizations.values()]
      .filter(({ id }) => id > after)
      .sort((one, other) => (one.id < other.id ? -1 : 1))
      .slice(0, most);
  }

  async ledgerOf(orderId: string): Promise<readonly LedgerEntry[]> {
    return this.entries.filter((entry) => entry.orderId === orderId);
  }

  async balancesOf(ids: readonly string[]): Promise<readonly LedgerBalance[]> {
    const groups = Map.groupBy(
      this.entries.filter(({ authorizationId }) => ids.includes(authorizationId)),
      ({ authorizationId, account }) => `${authorizationId} ${account}`,
    );
    return [...groups.values()].flatMap((group) => {
      const [one] = group;
      return one === undefined
        ? []
        : [{ authorizationId: one.authorizationId, account: one.account, amount: sumOf(group) }];
    });
  }

  async ledgerSums(): Promise<readonly LedgerSum[]> {
    return [...Map.groupBy(this.entries, ({ currency }) => currency)].map(([currency, entries]) => ({
      currency,
      amount: sumOf(entries),
    }));
  }

  #change<Result>({ id, decide }: PaymentChange<Result>): Result {
    const { after, posting, result } = decide(this.#authorizations.get(id));
    if (after !== undefined) {
      this.#authorizations.set(id, after);
      if (posting !== undefined) this.entries.push(...entriesFor(after, posting));
    }
    return result;
  }
}
