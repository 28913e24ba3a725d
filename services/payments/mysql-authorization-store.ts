import { batchByTick } from '../kit/batching/batch-by-tick.ts';
import { groupCommit } from '../kit/batching/group-commit.ts';
import type { Database } from '../kit/database/database.ts';
import { isDuplicateKey } from '../kit/database/database-errors.ts';
import type { Authorization } from './authorization.ts';
import { type AuthorizationRow, authorizationIn, valuesOf } from './authorization-row.ts';
import type {
  AuthorizationStore,
  Begun,
  DueOperation,
  LedgerBalance,
  LedgerSum,
  Opened,
  OperationDoubt,
  OperationResult,
  OperationWish,
} from './authorization-store.ts';
import { changeAuthorizations } from './change-authorizations.ts';
import type { LedgerEntry } from './ledger.ts';
import { beginChange, doubtChange, type PaymentChange, settleChange } from './payment-changes.ts';

const columns = `id, order_id, customer, amount, currency, state, operation, doubtful, refusal, token,
  fingerprint, due_at, created_at, updated_at`;

/** Changes of one moment share a transaction: under load one commit serves up to 64 payments. */
export class MysqlAuthorizationStore implements AuthorizationStore {
  readonly #database: Database;
  readonly #insert: (authorization: Authorization) => Promise<void>;
  readonly #change: <Result>(change: PaymentChange<Result>) => Promise<Result>;
  readonly find: (id: string) => Promise<Authorization | undefined>;

  constructor(database: Database) {
    this.#database = database;
    this.#insert = groupCommit({
      commit: async (authorizations: readonly Authorization[]) => {
        await database.query(`INSERT INTO authorizations (${columns}) VALUES ?`, [
          authorizations.map(valuesOf),
        ]);
        return authorizations.map(() => undefined);
      },
      isOfAnItem: isDuplicateKey,
    });
    const change = groupCommit({
      commit: (changes: readonly PaymentChange<unknown>[]) =>
        database.transaction((transaction) => changeAuthorizations(transaction, changes)),
      isOfAnItem: (error) => error instanceof Error && error.name !== 'Problem',
    });
    this.#change = async <Result>(one: PaymentChange<Result>) => (await change(one)) as Result;
    this.find = batchByTick((ids: readonly string[]) => this.#byIds(ids));
  }

  async open(authorization: Authorization): Promise<Opened> {
    try {
      await this.#insert(authorization);
      return { outcome: 'opened', authorization };
    } catch (error) {
      const before = isDuplicateKey(error) ? await this.find(authorization.id) : undefined;
      if (before === undefined) throw error;
      return { outcome: 'there-before', authorization: before };
    }
  }

  begin(wish: OperationWish): Promise<Begun | undefined> {
    return this.#change(beginChange(wish));
  }

  settle(result: OperationResult): Promise<Authorization> {
    return this.#change(settleChange(result));
  }

  doubt(doubt: OperationDoubt): Promise<Authorization> {
    return this.#change(doubtChange(doubt));
  }

  async due(now: Date, most: number): Promise<readonly DueOperation[]> {
    return await this.#database.rows<DueOperation>(
      'SELECT id, operation FROM authorizations WHERE due_at <= ? ORDER BY due_at LIMIT ?',
      [now, most],
    );
  }

  async page({
    after,
    most,
  }: {
    readonly after: string;
    readonly most: number;
  }): Promise<readonly Authorization[]> {
    const rows = await this.#database.rows<AuthorizationRow>(
      `SELECT ${columns} FROM authorizations WHERE id > ? ORDER BY id LIMIT ?`,
      [after, most],
    );
    return rows.map(authorizationIn);
  }

  async ledgerOf(orderId: string): Promise<readonly LedgerEntry[]> {
    return await this.#database.rows<LedgerEntry>(
      `SELECT authorization_id AS authorizationId, order_id AS orderId, posting, account, amount, currency
        FROM ledger_entries WHERE order_id = ? ORDER BY id`,
      [orderId],
    );
  }

  async balancesOf(ids: readonly string[]): Promise<readonly LedgerBalance[]> {
    if (ids.length === 0) return [];
    return await this.#database.query<LedgerBalance>(
      `SELECT authorization_id AS authorizationId, account, CAST(SUM(amount) AS SIGNED) AS amount
        FROM ledger_entries WHERE authorization_id IN (?) GROUP BY authorization_id, account`,
      [ids],
    );
  }

  async ledgerSums(): Promise<readonly LedgerSum[]> {
    return await this.#database.rows<LedgerSum>(
      `SELECT currency, CAST(SUM(amount) AS SIGNED) AS amount FROM ledger_entries
        GROUP BY currency ORDER BY currency`,
    );
  }

  async #byIds(ids: readonly string[]): Promise<ReadonlyMap<string, Authorization>> {
    const sql = `SELECT ${columns} FROM authorizations WHERE id IN (?)`;
    const rows = await this.#database.query<AuthorizationRow>(sql, [ids]);
    return new Map(rows.map((row) => [row.id, authorizationIn(row)]));
  }
}
