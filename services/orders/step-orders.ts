import type { Queryable } from '../kit/database/database.ts';
import type { Order, OrderHead } from './order.ts';

/** A step from one to the next of which nobody is told. */
export interface OrderStepTaken {
  readonly order: Order;
  readonly after: OrderHead;
}

interface StandsAt {
  readonly id: string;
  readonly version: number;
  readonly step: string;
}

/**
 * One statement a kind of step: it takes those that are as their task knows them, and needs no lock before it. Says of
 * each whether it was taken.
 */
export async function stepOrders(
  database: Pick<Queryable, 'run' | 'query'>,
  steps: readonly OrderStepTaken[],
): Promise<readonly boolean[]> {
  const alike = Map.groupBy(steps, ({ order, after }) =>
    [order.version, order.step, after.step, after.reason, after.paymentToken, paid(order, after)].join(' '),
  );
  const missed = new Set<string>();
  for (const group of alike.values()) {
    if ((await take(database, group)) === group.length) continue;
    const ids = group.map(({ order }) => order.id);
    const sql = 'SELECT id, version, step FROM orders WHERE id IN (?)';
    const found = await database.query<StandsAt>(sql, [ids]);
    const byId = new Map(found.map((one) => [one.id, one]));
    for (const { order, after } of group) {
      const stands = byId.get(order.id);
      // Only this step leads to this version: whoever takes an order over leaves it at the step where it was.
      if (stands?.version !== after.version || stands.step !== after.step) missed.add(order.id);
    }
  }
  return steps.map(({ order }) => !missed.has(order.id));
}

async function take(database: Pick<Queryable, 'run'>, group: readonly OrderStepTaken[]): Promise<number> {
  const [one] = group;
  if (one === undefined) return 0;
  const { order, after } = one;
  const full = filled(group);
  const isPaid = paid(order, after);
  const payments = isPaid
    ? `payment_id = CASE id ${'WHEN ? THEN ? '.repeat(full.length)}ELSE payment_id END,`
    : '';
  const { affectedRows } = await database.run(
    `UPDATE orders SET ${payments} step = ?, reason = ?, payment_token = ?, attempts = 0, lease_until = ?,
      version = version + 1, updated_at = ?
      WHERE id IN (${full.map(() => '?').join(', ')}) AND version = ? AND cancel_wanted = 0`,
    [
      ...(isPaid ? full.flatMap((each) => [each.order.id, each.after.paymentId ?? null]) : []),
      after.step,
      after.reason ?? null,
      after.paymentToken ?? null,
      latest(group.map((each) => each.after.leaseUntil ?? each.after.updatedAt)),
      latest(group.map((each) => each.after.updatedAt)),
      ...full.map((each) => each.order.id),
      order.version,
    ],
  );
  return affectedRows;
}

/** As long as a power of two, by repeating the last: few lengths are few prepared statements. */
function filled(group: readonly OrderStepTaken[]): readonly OrderStepTaken[] {
  const length = 2 ** Math.ceil(Math.log2(group.length));
  const last = group.slice(-1);
  return [...group, ...Array.from({ length: length - group.length }, () => last).flat()];
}

function paid(order: OrderHead, after: OrderHead): boolean {
  return order.paymentId !== after.paymentId;
}

function latest(moments: readonly Date[]): Date {
  return new Date(Math.max(...moments.map((moment) => moment.getTime())));
}
