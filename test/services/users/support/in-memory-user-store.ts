import type { Role, User } from '../../../../services/users/user.ts';
import type { UserChange, UserStore } from '../../../../services/users/user-store.ts';

/** Keeps the promises of a user store for the length of a test. */
export class InMemoryUserStore implements UserStore {
  readonly users = new Map<string, User>();

  async add(user: User): Promise<'added' | 'email-taken'> {
    if ((await this.byEmail(user.email)) !== undefined) return 'email-taken';
    this.users.set(user.id, user);
    return 'added';
  }

  async byId(id: string): Promise<User | undefined> {
    return this.users.get(id);
  }

  async byEmail(email: string): Promise<User | undefined> {
    return [...this.users.values()].find((user) => user.email === email);
  }

  async change({ id, revision, name, passwordHash, at }: UserChange): Promise<User | undefined> {
    const user = this.users.get(id);
    if (user === undefined || user.revision !== revision) return undefined;
    return this.#put({ ...user, name, passwordHash, revision: revision + 1, updatedAt: at });
  }

  async setRoles(id: string, roles: readonly Role[], at: Date): Promise<User | undefined> {
    const user = this.users.get(id);
    if (user === undefined) return undefined;
    return this.#put({ ...user, roles, revision: user.revision + 1, updatedAt: at });
  }

  async rewritePassword(id: string, from: string, to: string): Promise<void> {
    const user = this.users.get(id);
    if (user?.passwordHash === from) this.#put({ ...user, passwordHash: to });
  }

  #put(user: User): User {
    this.users.set(user.id, user);
    return user;
  }
}
