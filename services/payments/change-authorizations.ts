import type { Queryable } from '../kit/database/database.ts';
import type { Authorization } from './authorization.ts';
import { type AuthorizationRow, authorizationIn } from './authorization-row.ts';
import { entriesFor, type LedgerEntry, LedgerImbalance, sumOf } from './ledger.ts';
import type { PaymentChange } from './payment-changes.ts';

/** Locks in the order of ids, decides one after the other, and writes all that changed with its ledger entries. */
export async function changeAuthorizations(
  transaction: Queryable,
  changes: readonly PaymentChange<unknown>[],
): Promise<readonly unknown[]> {
  const ids = [...new Set(changes.map(({ id }) => id))].sort();
  const rows = await transaction.query<AuthorizationRow>(
    'SELECT * FROM authorizations WHERE id IN (?) ORDER BY id FOR UPDATE',
    [ids],
  );
  const current = new Map(rows.map((row) => [row.id, authorizationIn(row)]));
  const changed = new Map<string, Authorization>();
  const entries: LedgerEntry[] = [];
  const results = changes.map(({ id, decide }) => {
    const { after, posting, result } = decide(current.get(id));
    if (after !== undefined) {
      current.set(id, after);
      changed.set(id, after);
      if (posting !== undefined) entries.push(...entriesFor(after, posting));
    }
    return result;
  });
  await write(transaction, [...changed.values()]);
  await post(transaction, entries, [...changed.values()]);
  return results;
}

/** Most of what changes at one moment changes alike, so a few statements serve many. */
async function write(transaction: Queryable, changed: readonly Authorization[]): Promise<void> {
  const alike = Map.groupBy(changed, ({ state, operation, doubtful, refusal, token, dueAt }) =>
    JSON.stringify([state, operation, doubtful, refusal, token, dueAt === undefined]),
  );
  for (const group of alike.values()) {
    const [one] = group;
    if (one === undefined) continue;
    await transaction.query(
      `UPDATE authorizations SET state = ?, operation = ?, doubtful = ?, refusal = ?, token = ?, due_at = ?,
        updated_at = ? WHERE id IN (?)`,
      [
        one.state,
        one.operation ?? null,
        one.doubtful ? 1 : 0,
        one.refusal ?? null,
        one.token ?? null,
        latest(group.map(({ dueAt }) => dueAt)),
        latest(group.map(({ updatedAt }) => updatedAt)),
        group.map(({ id }) => id),
      ],
    );
  }
}

function latest(moments: readonly (Date | undefined)[]): Date | null {
  const times = moments.flatMap((moment) => (moment === undefined ? [] : [moment.getTime()]));
  return times.length === 0 ? null : new Date(Math.max(...times));
}

async function post(
  transaction: Queryable,
  entries: readonly LedgerEntry[],
  changed: readonly Authorization[],
): Promise<void> {
  if (entries.length === 0) return;
  if (sumOf(entries) !== 0) throw new LedgerImbalance(entries.map(({ orderId }) => orderId));
  const at = changed[0]?.updatedAt;
  await transaction.query(
    `INSERT INTO ledger_entries (authorization_id, order_id, posting, account, amount, currency, posted_at)
      VALUES ?`,
    [
      entries.map(({ authorizationId, orderId, posting, account, amount, currency }) => [
        authorizationId,
        orderId,
        posting,
        account,
        amount,
        currency,
        at,
      ]),
    ],
  );
  const wrong = await transaction.query<{ readonly order_id: string }>(
    `SELECT order_id FROM ledger_entries WHERE order_id IN (?)
      GROUP BY order_id, currency HAVING SUM(amount) <> 0`,
    [[...new Set(entries.map(({ orderId }) => orderId))]],
  );
  if (wrong.length > 0) throw new LedgerImbalance(wrong.map((row) => row.order_id));
}
