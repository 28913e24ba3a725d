import type { RedisUser } from './redis-server.ts';

export interface CacheUser extends RedisUser {
  readonly id: string;
  readonly engine: string;
}

/** Users and the groups they are in; caches hear of every change. */
export class CacheUsers {
  readonly #users = new Map<string, CacheUser>();
  readonly #groups = new Map<string, readonly string[]>();
  readonly #listeners = new Set<(groupId: string) => Promise<void>>();

  get users(): readonly CacheUser[] {
    return [...this.#users.values()];
  }

  get groups(): readonly { readonly id: string; readonly userIds: readonly string[] }[] {
    return [...this.#groups].map(([id, userIds]) => ({ id, userIds }));
  }

  async setUser(user: CacheUser): Promise<void> {
    this.#users.set(user.id, user);
    const groups = this.groups.filter(({ userIds }) => userIds.includes(user.id));
    for (const { id } of groups) await this.#tell(id);
  }

  deleteUser(id: string): void {
    this.#users.delete(id);
  }

  async setGroup(id: string, userIds: readonly string[]): Promise<void> {
    const unknown = userIds.filter((userId) => !this.#users.has(userId));
    if (unknown.length > 0) {
      const known = [...this.#users.keys()].join(', ') || 'none';
      throw new Error(`user group '${id}': there is no user ${unknown.join(', ')}, known: ${known}`);
    }
    this.#groups.set(id, userIds);
    await this.#tell(id);
  }

  deleteGroup(id: string): void {
    this.#groups.delete(id);
  }

  /** The users of these groups, each as the server takes it. */
  of(groupIds: readonly string[]): readonly CacheUser[] {
    const ids = new Set(groupIds.flatMap((id) => this.#groups.get(id) ?? []));
    return [...ids].flatMap((id) => this.#users.get(id) ?? []);
  }

  onChange(listener: (groupId: string) => Promise<void>): void {
    this.#listeners.add(listener);
  }

  async #tell(groupId: string): Promise<void> {
    for (const listener of this.#listeners) await listener(groupId);
  }
}
