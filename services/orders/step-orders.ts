import type { Database, Queryable } from '../kit/database/database.ts';
import type { NewEvent, Outbox } from '../kit/events/outbox.ts';
import { keepAnswers } from './keep-answers.ts';
import type { KeptAnswer } from './kept-answer.ts';
import type { Order, OrderHead } from './order.ts';

/** A step from one to the next. */
export interface OrderStepTaken {
  readonly order: Order;
  readonly after: OrderHead;
  readonly events: readonly NewEvent[];
  readonly answer: KeptAnswer | undefined;
}

interface StandsAt {
  readonly id: string;
  readonly version: number;
  readonly step: string;
}

/** When the step was taken, as it is written; undefined where the order was not as its task knew it. */
export type StepTime = Date | undefined;

/** One statement a kind of step: it takes those that are as their task knows them, and needs no lock before it. */
export async function stepOrders(
  database: Pick<Database, 'query' | 'transaction'>,
  steps: readonly OrderStepTaken[],
  outbox: Outbox,
): Promise<readonly StepTime[]> {
  const isQuiet = steps.every(({ events, answer }) => events.length === 0 && answer === undefined);
  const alike = [...Map.groupBy(steps, kindOf).values()];
  if (isQuiet && alike.length === 1) return await take(database, steps);
  return await database.transaction(async (transaction) => {
    const times = new Map<OrderStepTaken, StepTime>();
    for (const group of alike) {
      const taken = await take(transaction, group);
      for (const [index, step] of group.entries()) times.set(step, taken[index]);
    }
    const done = steps.filter((step) => times.get(step) !== undefined);
    await keepAnswers(
      transaction,
      done.flatMap(({ order, answer }) => (answer === undefined ? [] : [{ id: order.id, answer }])),
    );
    await outbox.add(transaction, ...done.flatMap(({ events }) => events));
    return steps.map((step) => times.get(step));
  });
}

function kindOf({ order, after }: OrderStepTaken): string {
  const paid = after.paymentId !== undefined;
  return [order.version, after.step, after.reason, after.paymentToken, paid, !after.leaseUntil].join(' ');
}

async function take(
  database: Pick<Queryable, 'query'>,
  group: readonly OrderStepTaken[],
): Promise<readonly StepTime[]> {
  const [one] = group;
  if (one === undefined) return [];
  const { order, after } = one;
  const paid = after.paymentId === undefined ? [] : group;
  const payments =
    paid.length === 0 ? '' : `payment_id = CASE id ${'WHEN ? THEN ? '.repeat(paid.length)}END,`;
  const ids = group.map((each) => each.order.id);
  const now = latest(group.map((each) => each.after.updatedAt));
  const written = (await database.query(
    `UPDATE orders SET ${payments} step = ?, reason = ?, payment_token = ?, attempts = 0, lease_until = ?,
      version = version + 1, updated_at = ? WHERE id IN (?) AND version = ? AND cancel_wanted = 0`,
    [
      ...paid.flatMap((each) => [each.order.id, each.after.paymentId]),
      after.step,
      after.reason ?? null,
      after.paymentToken ?? null,
      after.leaseUntil === undefined ? null : latest(group.map((each) => each.after.leaseUntil ?? now)),
      now,
      ids,
      order.version,
    ],
  )) as unknown as { readonly affectedRows: number };
  if (written.affectedRows === group.length) return group.map(() => now);
  const found = await database.query<StandsAt>('SELECT id, version, step FROM orders WHERE id IN (?)', [ids]);
  const byId = new Map(found.map((row) => [row.id, row]));
  // Only this step leads to this version: whoever takes an order over leaves it at the step where it was.
  return group.map(({ after: { id, version, step } }) => {
    const stands = byId.get(id);
    return stands?.version === version && stands.step === step ? now : undefined;
  });
}

function latest(moments: readonly Date[]): Date {
  return new Date(Math.max(...moments.map((moment) => moment.getTime())));
}
