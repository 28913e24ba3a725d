import { batchByTick } from '../kit/batching/batch-by-tick.ts';
import { groupCommit } from '../kit/batching/group-commit.ts';
import type { Database, Queryable } from '../kit/database/database.ts';
import { isDuplicateKey } from '../kit/database/database-errors.ts';
import type { Outbox } from '../kit/events/outbox.ts';
import { Problem } from '../kit/problems/problem.ts';
import { type Clock, systemClock } from '../kit/time/clock.ts';
import { changeOrders } from './change-orders.ts';
import type { KeptAnswer } from './kept-answer.ts';
import type { Order } from './order.ts';
import {
  type Advance,
  advanceChange,
  answerChange,
  cancelChange,
  type OrderChange,
  type Postponement,
  postponeChange,
  type Reopening,
  reopenChange,
} from './order-changes.ts';
import { headIn, type ItemRow, itemIn, type OrderRow, orderColumns } from './order-row.ts';
import {
  type Claim,
  type KeyedRequest,
  keyMs,
  type OrderPage,
  type OrderStore,
  type Placed,
  type Placement,
} from './order-store.ts';
import { placeOrders } from './place-orders.ts';
import { type OrderStepTaken, type StepTime, stepOrders } from './step-orders.ts';

export interface MysqlOrderStoreParts {
  readonly database: Database;
  readonly outbox: Outbox;
  readonly clock?: Clock;
  /** Called after each commit that added events. @default - a sweep finds them */
  readonly wake?: () => void;
}

interface KeyRow {
  readonly id: string;
  readonly fingerprint: string;
  readonly order_id: string;
  readonly answer: string | null;
}

/** Writes of one moment share a transaction: under load one commit serves up to 64 orders. */
export class MysqlOrderStore implements OrderStore {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #place: (placement: Placement) => Promise<void>;
  readonly #step: (step: OrderStepTaken) => Promise<StepTime>;
  readonly #change: <Result>(change: OrderChange<Result>) => Promise<Result>;
  readonly requestOf: (keyId: string) => Promise<KeyedRequest | undefined>;
  readonly find: (id: string) => Promise<Order | undefined>;

  constructor({ database, outbox, clock = systemClock, wake = () => {} }: MysqlOrderStoreParts) {
    this.#database = database;
    this.#clock = clock;
    this.#place = groupCommit({
      commit: async (placements: readonly Placement[]) => {
        await database.transaction((transaction) => placeOrders(transaction, placements));
        return placements.map(() => undefined);
      },
      isOfAnItem: isDuplicateKey,
    });
    this.#step = groupCommit({
      commit: async (steps: readonly OrderStepTaken[]) => {
        const taken = await stepOrders(database, steps, outbox);
        if (steps.some(({ events }) => events.length > 0)) wake();
        return taken;
      },
      isOfAnItem: (error) => !(error instanceof Problem),
    });
    const change = groupCommit({
      commit: async (changes: readonly OrderChange<unknown>[]) => {
        const { results, told } = await database.transaction((transaction) =>
          changeOrders(transaction, changes, outbox),
        );
        if (told) wake();
        return results;
      },
      isOfAnItem: (error) => !(error instanceof Problem),
    });
    this.#change = async <Result>(one: OrderChange<Result>) => (await change(one)) as Result;
    this.requestOf = groupCommit({
      commit: async (ids: readonly string[]) => {
        const requests = await this.#requests(ids);
        return ids.map((id) => requests.get(id));
      },
      isOfAnItem: () => false,
    });
    this.find = batchByTick((ids: readonly string[]) => this.#byIds(database, ids));
  }

  async place(placement: Placement): Promise<Placed> {
    try {
      await this.#place(placement);
      return { outcome: 'placed' };
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    const { key } = placement;
    const request = await this.requestOf(key.id);
    if (request !== undefined) return { outcome: 'key-used', request };
    // It is from before yesterday, and whoever forgets such keys has not come to it yet.
    await this.#database.run('DELETE FROM idempotency_keys WHERE id = ? AND created_at <= ?', [
      key.id,
      this.#oldest(),
    ]);
    await this.#place(placement);
    return { outcome: 'placed' };
  }

  async list({ userId, before, limit }: OrderPage): Promise<readonly Order[]> {
    const rows = await this.#database.rows<OrderRow>(
      `SELECT ${orderColumns} FROM orders WHERE user_id = ? AND id < ? ORDER BY id DESC LIMIT ?`,
      // Above every id: they are written in hexadecimal digits.
      [userId, before ?? 'g', limit],
    );
    return await withItems(this.#database, rows);
  }

  async advance(advance: Advance): Promise<Order | undefined> {
    const change = advanceChange(advance);
    const { after, events = [], answer, result } = change.decide(advance.order);
    if (after === undefined || result === undefined) return undefined;
    const updatedAt = await this.#step({ order: advance.order, after, events, answer });
    if (updatedAt !== undefined) return { ...result, updatedAt };
    // It is not as this task knows it: somebody wants it cancelled, or has taken it over.
    return await this.#change(change);
  }

  postpone(postponement: Postponement): Promise<void> {
    return this.#change(postponeChange(postponement));
  }

  wantCancelled(order: Order): Promise<boolean> {
    return this.#change(cancelChange(order));
  }

  reopen(reopening: Reopening): Promise<Order | undefined> {
    return this.#change(reopenChange(reopening));
  }

  answered(orderId: string, answer: KeptAnswer): Promise<void> {
    return this.#change(answerChange(orderId, answer));
  }

  async claim({ now, leaseUntil, most }: Claim): Promise<readonly Order[]> {
    return await this.#database.transaction(async (transaction) => {
      const due = await transaction.rows<{ readonly id: string }>(
        'SELECT id FROM orders WHERE lease_until <= ? ORDER BY lease_until LIMIT ? FOR UPDATE SKIP LOCKED',
        [now, most],
      );
      if (due.length === 0) return [];
      const ids = due.map(({ id }) => id).sort();
      await transaction.query(
        'UPDATE orders SET lease_until = ?, version = version + 1, attempts = attempts + 1 WHERE id IN (?)',
        [leaseUntil, ids],
      );
      return [...(await this.#byIds(transaction, ids)).values()];
    });
  }

  async forgetKeys(before: Date, most: number): Promise<number> {
    const { affectedRows } = await this.#database.run(
      'DELETE FROM idempotency_keys WHERE created_at <= ? ORDER BY created_at LIMIT ?',
      [before, most],
    );
    return affectedRows;
  }

  #oldest(): Date {
    return new Date(this.#clock.now() - keyMs);
  }

  async #requests(ids: readonly string[]): Promise<ReadonlyMap<string, KeyedRequest>> {
    const rows = await this.#database.query<KeyRow>(
      'SELECT id, fingerprint, order_id, answer FROM idempotency_keys WHERE id IN (?) AND created_at > ?',
      [ids, this.#oldest()],
    );
    return new Map(
      rows.map(({ id, fingerprint, order_id: orderId, answer }) => [
        id,
        { fingerprint, orderId, answer: answer === null ? undefined : (JSON.parse(answer) as KeptAnswer) },
      ]),
    );
  }

  async #byIds(from: Queryable, ids: readonly string[]): Promise<ReadonlyMap<string, Order>> {
    const sql = `SELECT ${orderColumns} FROM orders WHERE id IN (?)`;
    const orders = await withItems(from, await from.query<OrderRow>(sql, [ids]));
    return new Map(orders.map((order) => [order.id, order]));
  }
}

async function withItems(from: Queryable, rows: readonly OrderRow[]): Promise<readonly Order[]> {
  if (rows.length === 0) return [];
  const items = await from.query<ItemRow>(
    `SELECT order_id, product_id, title, quantity, unit_amount FROM order_items
      WHERE order_id IN (?) ORDER BY order_id, product_id`,
    [rows.map(({ id }) => id)],
  );
  const byOrder = Map.groupBy(items, ({ order_id }) => order_id);
  return rows.map((row) => ({
    ...headIn(row),
    items: (byOrder.get(row.id) ?? []).map((item) => itemIn(item, row.currency)),
  }));
}
