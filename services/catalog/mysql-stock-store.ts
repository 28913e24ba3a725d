import { batchByTick } from '../kit/batching/batch-by-tick.ts';
import { groupCommit } from '../kit/batching/group-commit.ts';
import type { Database, Queryable } from '../kit/database/database.ts';
import { isDuplicateKey } from '../kit/database/database-errors.ts';
import { Problem } from '../kit/problems/problem.ts';
import { type HoldOutcome, holdStock } from './hold-stock.ts';
import type { Reservation, ReservationState, ReservedItem } from './reservation.ts';
import type { CountOutcome, ReserveOutcome, ReserveRequest, StockLevel, StockStore } from './stock-store.ts';

interface StockRow {
  readonly product_id: string;
  readonly on_hand: number;
  readonly reserved: number;
}

interface ReservationRow {
  readonly id: string;
  readonly held_by: string;
  readonly state: ReservationState;
  readonly asked: string;
  readonly expires_at: Date;
}

/** Buyers of one moment share a transaction: one lock of a hot product and one commit serve up to 64 of them. */
export class MysqlStockStore implements StockStore {
  readonly #database: Database;
  readonly #hold: (request: ReserveRequest) => Promise<HoldOutcome>;
  /** Requests of one tick share a round trip. */
  readonly level: (productId: string) => Promise<StockLevel | undefined>;

  constructor(database: Database) {
    this.#database = database;
    this.#hold = groupCommit({
      commit: (requests: readonly ReserveRequest[]) =>
        database.transaction((transaction) => holdStock(transaction, requests)),
      // A database that cannot be reached is none, and would keep everybody waiting in turn.
      isOfAnItem: (error) => !(error instanceof Problem),
    });
    this.level = batchByTick((ids: readonly string[]) => this.#levelsOf(ids));
  }

  async #levelsOf(productIds: readonly string[]): Promise<ReadonlyMap<string, StockLevel>> {
    const sql = 'SELECT product_id, on_hand, reserved FROM stock WHERE product_id IN (?)';
    const rows = await this.#database.query<StockRow>(sql, [productIds]);
    return new Map(rows.map((row) => [row.product_id, { onHand: row.on_hand, reserved: row.reserved }]));
  }

  async count(productId: string, onHand: number): Promise<CountOutcome> {
    const sql = 'UPDATE stock SET on_hand = ? WHERE product_id = ? AND reserved <= ?';
    const { affectedRows } = await this.#database.run(sql, [onHand, productId, onHand]);
    const level = await this.level(productId);
    if (level === undefined) return { outcome: 'unknown-product' };
    return { outcome: affectedRows === 0 ? 'below-reserved' : 'counted', level };
  }

  async reserve(request: ReserveRequest): Promise<ReserveOutcome> {
    try {
      const held = await this.#hold(request);
      return held.outcome === 'there-before' ? await this.#earlier(request) : held;
    } catch (error) {
      // Another task reserved other products under this id at the same moment.
      if (!isDuplicateKey(error)) throw error;
      return await this.#earlier(request);
    }
  }

  async #earlier({ id, asked }: ReserveRequest): Promise<ReserveOutcome> {
    const found = await this.#find(id);
    if (found === undefined) throw new Error(`reservation ${id} was there and is not; ask again`);
    return { outcome: found.asked === asked ? 'repeated' : 'other-request', reservation: found.reservation };
  }

  async reservation(id: string): Promise<Reservation | undefined> {
    return (await this.#find(id))?.reservation;
  }

  async settle(id: string, as: 'confirmed' | 'released', now: Date): Promise<Reservation | undefined> {
    await this.#database.transaction(async (transaction) => {
      const ended = await end(transaction, { id, as, now });
      if (!ended) await end(transaction, { id, as: 'expired', now });
    });
    return await this.reservation(id);
  }

  async takeBack(id: string): Promise<Reservation | undefined> {
    await this.#database.transaction((transaction) => putBack(transaction, id));
    return await this.reservation(id);
  }

  async expire(now: Date, most: number): Promise<number> {
    const due = await this.#database.rows<{ id: string }>(
      "SELECT id FROM reservations WHERE state = 'held' AND expires_at <= ? ORDER BY expires_at LIMIT ?",
      [now, most],
    );
    let expired = 0;
    for (const { id } of due) {
      if (await this.#database.transaction((transaction) => end(transaction, { id, as: 'expired', now }))) {
        expired += 1;
      }
    }
    return expired;
  }

  async #find(
    id: string,
  ): Promise<{ readonly reservation: Reservation; readonly asked: string } | undefined> {
    const [row] = await this.#database.rows<ReservationRow>(
      'SELECT id, held_by, state, asked, expires_at FROM reservations WHERE id = ?',
      [id],
    );
    if (row === undefined) return undefined;
    const items = await this.#database.rows<ReservedItem>(
      `SELECT product_id AS productId, quantity FROM reservation_items
        WHERE reservation_id = ? ORDER BY product_id`,
      [id],
    );
    const { held_by: heldBy, state, asked, expires_at: expiresAt } = row;
    return { reservation: { id, heldBy, state, items, expiresAt }, asked };
  }
}

interface End {
  readonly id: string;
  readonly as: 'confirmed' | 'released' | 'expired';
  readonly now: Date;
}

/** As with `end`, the change of the state lets one caller through. */
async function putBack(transaction: Queryable, id: string): Promise<void> {
  const { affectedRows } = await transaction.run(
    "UPDATE reservations SET state = 'returned' WHERE id = ? AND state = 'confirmed'",
    [id],
  );
  if (affectedRows === 0) return;
  await transaction.run(
    `UPDATE reservation_items i STRAIGHT_JOIN stock s ON s.product_id = i.product_id
      SET s.on_hand = s.on_hand + i.quantity WHERE i.reservation_id = ?`,
    [id],
  );
}

/** The state's conditional change lets one caller through; only that one moves stock. */
async function end(transaction: Queryable, { id, as, now }: End): Promise<boolean> {
  const { affectedRows } = await transaction.run(
    `UPDATE reservations SET state = ? WHERE id = ? AND state = 'held'
      AND expires_at ${as === 'expired' ? '<=' : '>'} ?`,
    [as, id, now],
  );
  if (affectedRows === 0) return false;
  // Items lead the join: they lie in the order of product ids, the order in which reserving locks stock.
  await transaction.run(
    `UPDATE reservation_items i STRAIGHT_JOIN stock s ON s.product_id = i.product_id
      SET s.on_hand = s.on_hand - ${as === 'confirmed' ? 'i.quantity' : '0'}, s.reserved = s.reserved - i.quantity
      WHERE i.reservation_id = ?`,
    [id],
  );
  return true;
}
