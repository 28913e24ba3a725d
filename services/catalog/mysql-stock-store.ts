import { batchByTick } from '../kit/batching/batch-by-tick.ts';
import { groupCommit } from '../kit/batching/group-commit.ts';
import type { Database } from '../kit/database/database.ts';
import { isDuplicateKey } from '../kit/database/database-errors.ts';
import { Problem } from '../kit/problems/problem.ts';
import { type HoldOutcome, holdStock } from './hold-stock.ts';
import { type KeptReservation, keptReservations } from './kept-reservations.ts';
import type { Reservation } from './reservation.ts';
import { type Settled, type Settlement, settleStock } from './settle-stock.ts';
import type { CountOutcome, ReserveOutcome, ReserveRequest, StockLevel, StockStore } from './stock-store.ts';

interface StockRow {
  readonly product_id: string;
  readonly on_hand: number;
  readonly reserved: number;
}

/** Buyers of one moment share a transaction: one lock of a hot product and one commit serve up to 64 of them. */
export class MysqlStockStore implements StockStore {
  readonly #database: Database;
  readonly #hold: (request: ReserveRequest) => Promise<HoldOutcome>;
  readonly #settle: (settlement: Settlement) => Promise<Settled>;
  readonly #find: (id: string) => Promise<KeptReservation | undefined>;
  /** Requests of one tick share a round trip. */
  readonly level: (productId: string) => Promise<StockLevel | undefined>;

  constructor(database: Database) {
    this.#database = database;
    // A database that cannot be reached is nobody's fault, and would keep all of them waiting in turn.
    const isOfAnItem = (error: unknown) => !(error instanceof Problem);
    this.#hold = groupCommit({
      commit: (requests: readonly ReserveRequest[]) => this.#holdAll(requests),
      isOfAnItem,
    });
    this.#settle = groupCommit({
      commit: (settlements: readonly Settlement[]) =>
        database.transaction((transaction) => settleStock(transaction, settlements)),
      isOfAnItem,
    });
    this.#find = batchByTick((ids: readonly string[]) => this.#reservationsOf(ids));
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

  /** Few requests repeat an id, so it is looked for only once one has. */
  async #holdAll(requests: readonly ReserveRequest[]): Promise<readonly HoldOutcome[]> {
    const hold = (looksForIds: boolean) =>
      this.#database.transaction((transaction) => holdStock(transaction, requests, { looksForIds }));
    try {
      return await hold(false);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return await hold(true);
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
    return (await this.#settle({ id, as, now })).reservation;
  }

  async takeBack(id: string): Promise<Reservation | undefined> {
    return (await this.#settle({ id, as: 'returned', now: new Date() })).reservation;
  }

  async expire(now: Date, most: number): Promise<number> {
    const due = await this.#database.rows<{ id: string }>(
      "SELECT id FROM reservations WHERE state = 'held' AND expires_at <= ? ORDER BY expires_at LIMIT ?",
      [now, most],
    );
    if (due.length === 0) return 0;
    const settled = await this.#database.transaction((transaction) =>
      settleStock(
        transaction,
        due.map(({ id }) => ({ id, as: 'released', now })),
      ),
    );
    return settled.filter(({ ended }) => ended).length;
  }

  async #reservationsOf(ids: readonly string[]): Promise<ReadonlyMap<string, KeptReservation>> {
    const kept = await keptReservations(this.#database, ids);
    return new Map(kept.map((each) => [each.reservation.id, each]));
  }
}
