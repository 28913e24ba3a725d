import type { Database } from '../../kit/database/database.ts';
import type { Queryable } from '../../kit/database/queryable.ts';
import { rolesIn } from '../roles-column.ts';
import type { NewSession, RotationOutcome, SessionStore, TokenRotation } from './session-store.ts';

interface TokenRow {
  readonly session_id: string;
  readonly used_at: Date | null;
  readonly user_id: string;
  readonly expires_at: Date;
  readonly ended_at: Date | null;
}

export class MysqlSessionStore implements SessionStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async open({ id, userId, tokenHash, at, expiresAt }: NewSession): Promise<void> {
    await this.#database.transaction(async (transaction) => {
      await transaction.run(
        'INSERT INTO sessions (id, user_id, started_at, expires_at, ended_at) VALUES (?, ?, ?, ?, NULL)',
        [id, userId, at, expiresAt],
      );
      await addToken(transaction, id, tokenHash, at);
    });
  }

  async rotate(rotation: TokenRotation): Promise<RotationOutcome> {
    return await this.#database.transaction((transaction) => rotate(transaction, rotation));
  }

  async end(id: string, userId: string, at: Date): Promise<boolean> {
    const { affectedRows } = await this.#database.run(
      'UPDATE sessions SET ended_at = ? WHERE id = ? AND user_id = ? AND ended_at IS NULL',
      [at, id, userId],
    );
    return affectedRows > 0;
  }

  async endOthers(userId: string, but: string | undefined, at: Date): Promise<void> {
    await this.#database.run(
      'UPDATE sessions SET ended_at = ? WHERE user_id = ? AND id <> ? AND ended_at IS NULL',
      [at, userId, but ?? ''],
    );
  }

  async forget(before: Date, most: number): Promise<number> {
    const expired = await this.#database.rows<{ id: string }>(
      'SELECT id FROM sessions WHERE expires_at < ? ORDER BY expires_at LIMIT ?',
      [before, most],
    );
    if (expired.length === 0) return 0;
    const ids = expired.map(({ id }) => id);
    await this.#database.transaction(async (transaction) => {
      await transaction.query('DELETE FROM refresh_tokens WHERE session_id IN (?)', [ids]);
      await transaction.query('DELETE FROM sessions WHERE id IN (?)', [ids]);
    });
    return ids.length;
  }
}

/** The lock lets one of two requests with the same token through; the other finds it used. */
async function rotate(
  transaction: Queryable,
  { tokenHash, nextHash, at }: TokenRotation,
): Promise<RotationOutcome> {
  const [row] = await transaction.rows<TokenRow>(
    `SELECT t.session_id, t.used_at, s.user_id, s.expires_at, s.ended_at
      FROM refresh_tokens t JOIN sessions s ON s.id = t.session_id WHERE t.hash = ? FOR UPDATE`,
    [tokenHash],
  );
  if (row === undefined) return { outcome: 'unknown' };
  if (row.ended_at !== null || row.expires_at <= at) return { outcome: 'over' };
  // In the same transaction: were it asked for afterwards and not answered, the token would be used up for nothing.
  const [user] = await transaction.rows<{ roles: string }>('SELECT roles FROM users WHERE id = ?', [
    row.user_id,
  ]);
  const session = {
    id: row.session_id,
    userId: row.user_id,
    roles: rolesIn(user?.roles ?? ''),
    expiresAt: row.expires_at,
  };
  if (row.used_at !== null) {
    await transaction.run('UPDATE sessions SET ended_at = ? WHERE id = ?', [at, session.id]);
    return { outcome: 'replayed', session };
  }
  await transaction.run('UPDATE refresh_tokens SET used_at = ? WHERE hash = ?', [at, tokenHash]);
  await addToken(transaction, session.id, nextHash, at);
  return { outcome: 'rotated', session };
}

async function addToken(transaction: Queryable, session: string, hash: string, at: Date): Promise<void> {
  await transaction.run(
    'INSERT INTO refresh_tokens (hash, session_id, issued_at, used_at) VALUES (?, ?, ?, NULL)',
    [hash, session, at],
  );
}
