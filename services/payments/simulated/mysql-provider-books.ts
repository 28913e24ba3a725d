import { batchByTick } from '../../kit/batching/batch-by-tick.ts';
import { groupCommit } from '../../kit/batching/group-commit.ts';
import type { Database, Queryable } from '../../kit/database/database.ts';
import { isDuplicateKey } from '../../kit/database/database-errors.ts';
import type { BookedPayment, BookedState, BookMove, ProviderBooks } from './provider-books.ts';

interface BookRow {
  readonly reference: string;
  readonly token: string;
  readonly amount: number;
  readonly currency: string;
  readonly state: BookedState;
}

const columns = 'reference, token, amount, currency, state';

/** Lies in the schema of payments and in no transaction of it: what the provider did stays done. */
export class MysqlProviderBooks implements ProviderBooks {
  readonly #database: Database;
  readonly #enter: (payment: BookedPayment) => Promise<BookedPayment>;
  readonly move: (move: BookMove) => Promise<BookedPayment | undefined>;
  readonly find: (reference: string) => Promise<BookedPayment | undefined>;

  constructor(database: Database) {
    this.#database = database;
    this.#enter = groupCommit({
      commit: async (payments: readonly BookedPayment[]) => {
        const rows = payments.map(({ reference, token, money, state }) => [
          reference,
          token,
          money.amount,
          money.currency,
          state,
        ]);
        await database.query(`INSERT INTO simulated_payments (${columns}) VALUES ?`, [rows]);
        return payments;
      },
      isOfAnItem: isDuplicateKey,
    });
    this.move = groupCommit({
      commit: (moves: readonly BookMove[]) => moveAll(database, moves),
      isOfAnItem: () => false,
    });
    this.find = batchByTick((references: readonly string[]) => byReference(database, references));
  }

  async enter(payment: BookedPayment): Promise<BookedPayment> {
    try {
      return await this.#enter(payment);
    } catch (error) {
      const before = isDuplicateKey(error) ? await this.find(payment.reference) : undefined;
      if (before === undefined) throw error;
      return before;
    }
  }

  async page({
    after,
    most,
  }: {
    readonly after: string;
    readonly most: number;
  }): Promise<readonly BookedPayment[]> {
    const rows = await this.#database.rows<BookRow>(
      `SELECT ${columns} FROM simulated_payments WHERE reference > ? AND state <> 'lost'
        ORDER BY reference LIMIT ?`,
      [after, most],
    );
    return rows.map(bookedIn);
  }
}

async function moveAll(
  database: Database,
  moves: readonly BookMove[],
): Promise<readonly (BookedPayment | undefined)[]> {
  const alike = Map.groupBy(moves, ({ from, to }) => `${from} ${to}`);
  const missed = new Set<BookMove>();
  for (const group of alike.values()) {
    const [one] = group;
    if (one === undefined) continue;
    const references = [...new Set(group.map(({ payment }) => payment.reference))].sort();
    const written = (await database.query(
      'UPDATE simulated_payments SET state = ? WHERE reference IN (?) AND state = ?',
      [one.to, references, one.from],
    )) as unknown as { readonly affectedRows: number };
    if (written.affectedRows !== group.length) for (const move of group) missed.add(move);
  }
  const after = await byReference(
    database,
    [...missed].map(({ payment }) => payment.reference),
  );
  return moves.map((move) =>
    missed.has(move) ? after.get(move.payment.reference) : { ...move.payment, state: move.to },
  );
}

async function byReference(
  database: Queryable,
  references: readonly string[],
): Promise<ReadonlyMap<string, BookedPayment>> {
  if (references.length === 0) return new Map();
  const sql = `SELECT ${columns} FROM simulated_payments WHERE reference IN (?)`;
  const rows = await database.query<BookRow>(sql, [references]);
  return new Map(rows.map((row) => [row.reference, bookedIn(row)]));
}

function bookedIn({ reference, token, amount, currency, state }: BookRow): BookedPayment {
  return { reference, token, money: { amount, currency }, state };
}
