import type { Database } from '../kit/database/database.ts';
import { isDuplicateKey } from '../kit/database/database-errors.ts';
import type { EventOrigin } from '../kit/events/event.ts';
import { rolesColumn, rolesIn } from './roles-column.ts';
import type { Role, User } from './user.ts';
import { nobodyListens, type UserEvents } from './user-events.ts';
import type { UserChange, UserStore } from './user-store.ts';

const columns = 'id, email, name, password_hash, roles, revision, created_at, updated_at';

interface UserRow {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly password_hash: string;
  readonly roles: string;
  readonly revision: number;
  readonly created_at: Date;
  readonly updated_at: Date;
}

export class MysqlUserStore implements UserStore {
  readonly #database: Database;
  readonly #events: UserEvents;

  constructor(database: Database, events: UserEvents = nobodyListens) {
    this.#database = database;
    this.#events = events;
  }

  async add(user: User, origin?: EventOrigin): Promise<'added' | 'email-taken'> {
    try {
      await this.#database.transaction(async (transaction) => {
        await transaction.run(`INSERT INTO users (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, [
          user.id,
          user.email,
          user.name,
          user.passwordHash,
          rolesColumn(user.roles),
          user.revision,
          user.createdAt,
          user.updatedAt,
        ]);
        await this.#events.registered(transaction, user, origin);
      });
      this.#events.committed();
      return 'added';
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return 'email-taken';
    }
  }

  async byId(id: string): Promise<User | undefined> {
    const sql = `SELECT ${columns} FROM users WHERE id = ?`;
    return userIn(await this.#database.rows<UserRow>(sql, [id]));
  }

  async byEmail(email: string): Promise<User | undefined> {
    const sql = `SELECT ${columns} FROM users WHERE email = ?`;
    return userIn(await this.#database.rows<UserRow>(sql, [email]));
  }

  async change({ id, revision, name, passwordHash, at }: UserChange): Promise<User | undefined> {
    const { affectedRows } = await this.#database.run(
      `UPDATE users SET name = ?, password_hash = ?, updated_at = ?, revision = revision + 1
        WHERE id = ? AND revision = ?`,
      [name, passwordHash, at, id, revision],
    );
    return affectedRows === 0 ? undefined : await this.byId(id);
  }

  async setRoles(id: string, given: readonly Role[], at: Date): Promise<User | undefined> {
    await this.#database.run(
      'UPDATE users SET roles = ?, updated_at = ?, revision = revision + 1 WHERE id = ?',
      [rolesColumn(given), at, id],
    );
    return await this.byId(id);
  }

  async rewritePassword(id: string, from: string, to: string): Promise<void> {
    const sql = 'UPDATE users SET password_hash = ? WHERE id = ? AND password_hash = ?';
    await this.#database.run(sql, [to, id, from]);
  }
}

function userIn([row]: readonly UserRow[]): User | undefined {
  if (row === undefined) return undefined;
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    passwordHash: row.password_hash,
    roles: rolesIn(row.roles),
    revision: row.revision,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
