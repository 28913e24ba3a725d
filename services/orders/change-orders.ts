import type { Queryable } from '../kit/database/database.ts';
import type { NewEvent, Outbox } from '../kit/events/outbox.ts';
import { keepAnswers } from './keep-answers.ts';
import type { KeptAnswer } from './kept-answer.ts';
import type { OrderHead } from './order.ts';
import type { OrderChange } from './order-changes.ts';
import { headIn, type OrderRow, orderColumns } from './order-row.ts';

export interface Changed {
  readonly results: readonly unknown[];
  /** There are new events to publish. */
  readonly told: boolean;
}

/** Locks in the order of ids, decides one after the other, and writes all that changed with its events. */
export async function changeOrders(
  transaction: Queryable,
  changes: readonly OrderChange<unknown>[],
  outbox: Outbox,
): Promise<Changed> {
  const ids = [...new Set(changes.map(({ id }) => id))].sort();
  const rows = await transaction.query<OrderRow>(
    `SELECT ${orderColumns} FROM orders WHERE id IN (?) ORDER BY id FOR UPDATE`,
    [ids],
  );
  const before = new Map(rows.map((row) => [row.id, headIn(row)]));
  const after = new Map<string, OrderHead>();
  const events: NewEvent[] = [];
  const answers = new Map<string, KeptAnswer>();
  const results = changes.map(({ id, decide }) => {
    const decision = decide(after.get(id) ?? before.get(id));
    if (decision.after !== undefined) after.set(id, decision.after);
    if (decision.answer !== undefined && !answers.has(id)) answers.set(id, decision.answer);
    events.push(...(decision.events ?? []));
    return decision.result;
  });
  await write(transaction, before, [...after.values()]);
  await keepAnswers(
    transaction,
    [...answers].map(([id, answer]) => ({ id, answer })).sort((one, other) => (one.id < other.id ? -1 : 1)),
  );
  await outbox.add(transaction, ...events);
  return { results, told: events.length > 0 };
}

/** Most of what changes at one moment changes alike, so a few statements serve many. */
async function write(
  transaction: Queryable,
  before: ReadonlyMap<string, OrderHead>,
  changed: readonly OrderHead[],
): Promise<void> {
  const versionsOn = ({ id, version }: OrderHead): number => version - (before.get(id)?.version ?? 0);
  const isNewlyPaid = ({ id, paymentId }: OrderHead): boolean => before.get(id)?.paymentId !== paymentId;
  const alike = Map.groupBy(changed, (head) => {
    const { step, reason, cancelWanted, paymentToken, attempts, leaseUntil } = head;
    const leased = leaseUntil !== undefined;
    return JSON.stringify([
      step,
      reason,
      cancelWanted,
      paymentToken,
      attempts,
      leased,
      versionsOn(head),
      isNewlyPaid(head),
    ]);
  });
  for (const group of alike.values()) {
    const [one] = group;
    if (one === undefined) continue;
    const paid = isNewlyPaid(one) ? group : [];
    const payments =
      paid.length === 0
        ? ''
        : `payment_id = CASE id ${'WHEN ? THEN ? '.repeat(paid.length)}ELSE payment_id END,`;
    await transaction.query(
      `UPDATE orders SET ${payments} step = ?, reason = ?, cancel_wanted = ?, payment_token = ?, attempts = ?,
        lease_until = ?, version = version + ?, updated_at = ? WHERE id IN (?)`,
      [
        ...paid.flatMap(({ id, paymentId }) => [id, paymentId ?? null]),
        one.step,
        one.reason ?? null,
        one.cancelWanted ? 1 : 0,
        one.paymentToken ?? null,
        one.attempts,
        latest(group.map(({ leaseUntil }) => leaseUntil)),
        versionsOn(one),
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
