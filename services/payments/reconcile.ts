import type { Authorization } from './authorization.ts';
import type { AuthorizationStore, LedgerBalance, LedgerSum } from './authorization-store.ts';
import type { PaymentProvider, ProviderPayment } from './payment-provider.ts';

export interface ReconcileParts {
  readonly store: Pick<AuthorizationStore, 'page' | 'balancesOf' | 'ledgerSums'>;
  readonly provider: Pick<PaymentProvider, 'find' | 'statement'>;
}

export interface Reconciliation {
  /** Authorizations looked at. */
  readonly compared: number;
  /** Operations under way: they are neither right nor wrong yet. */
  readonly underWay: number;
  readonly differences: readonly Difference[];
  /** Ledger entries that do not sum to zero, by currency. */
  readonly imbalances: readonly LedgerSum[];
}

/** What the ledger and the provider say of one payment. */
export interface Difference {
  readonly authorizationId: string;
  readonly orderId: string | undefined;
  readonly ledger: Position;
  readonly provider: Position;
}

export interface Position {
  readonly held: number;
  readonly taken: number;
}

const pageSize = 500;
const nothing: Position = { held: 0, taken: 0 };

/** Compares all of the ledger with all of the provider's books. It changes nothing. */
export async function reconcile({ store, provider }: ReconcileParts): Promise<Reconciliation> {
  const differences: Difference[] = [];
  let compared = 0;
  let underWay = 0;
  for await (const page of pages((after) => store.page({ after, most: pageSize }), idOf)) {
    const balances = Map.groupBy(
      await store.balancesOf(page.map(idOf)),
      ({ authorizationId }) => authorizationId,
    );
    const settled = page.filter(({ operation }) => operation === undefined);
    compared += page.length;
    underWay += page.length - settled.length;
    const booked = await Promise.all(settled.map(({ id }) => provider.find(id)));
    for (const [index, authorization] of settled.entries()) {
      const ours = positionIn(balances.get(authorization.id) ?? []);
      const theirs = positionOf(booked[index]);
      if (!same(ours, theirs)) differences.push(differenceOf(authorization, ours, theirs));
    }
  }
  differences.push(...(await strangers({ store, provider })));
  const imbalances = (await store.ledgerSums()).filter(({ amount }) => amount !== 0);
  return { compared, underWay, differences, imbalances };
}

/** Payments on the provider's books that no authorization of ours has asked for. */
async function strangers({ store, provider }: ReconcileParts): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  const statement = pages((after) => provider.statement({ after, most: pageSize }), referenceOf);
  for await (const payments of statement) {
    const first = payments[0]?.reference ?? '';
    const last = payments.at(-1)?.reference ?? '';
    const ours = new Set<string>();
    for await (const page of pages((after) => store.page({ after, most: pageSize }), idOf, before(first))) {
      for (const { id } of page) ours.add(id);
      if ((page.at(-1)?.id ?? '') >= last) break;
    }
    for (const payment of payments) {
      if (ours.has(payment.reference)) continue;
      found.push({
        authorizationId: payment.reference,
        orderId: undefined,
        ledger: nothing,
        provider: positionOf(payment),
      });
    }
  }
  return found;
}

async function* pages<One>(
  read: (after: string) => Promise<readonly One[]>,
  keyOf: (one: One) => string,
  start = '',
): AsyncGenerator<readonly One[]> {
  for (let after = start; ; ) {
    const page = await read(after);
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    after = keyOf(last);
  }
}

function idOf({ id }: Authorization): string {
  return id;
}

function referenceOf({ reference }: ProviderPayment): string {
  return reference;
}

/** Less than an id, and not less than any id before it: ids end in digits and letters up to f. */
function before(id: string): string {
  return id.slice(0, -1);
}

function positionIn(balances: readonly LedgerBalance[]): Position {
  const held = balances.find(({ account }) => account === 'held')?.amount ?? 0;
  const taken = balances.find(({ account }) => account === 'shop')?.amount ?? 0;
  return { held, taken };
}

function positionOf(payment: ProviderPayment | undefined): Position {
  return payment === undefined ? nothing : { held: payment.held, taken: payment.taken };
}

function same(one: Position, other: Position): boolean {
  return one.held === other.held && one.taken === other.taken;
}

function differenceOf({ id, orderId }: Authorization, ledger: Position, provider: Position): Difference {
  return { authorizationId: id, orderId, ledger, provider };
}
