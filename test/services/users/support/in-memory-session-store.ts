import type {
  NewSession,
  RotationOutcome,
  SessionStore,
  TokenRotation,
} from '../../../../services/users/sessions/session-store.ts';
import type { UserStore } from '../../../../services/users/user-store.ts';

interface Kept {
  readonly id: string;
  readonly userId: string;
  readonly expiresAt: Date;
  ended: boolean;
  readonly tokens: Map<string, 'good' | 'used'>;
}

/** Keeps the promises of a session store for the length of a test. */
export class InMemorySessionStore implements SessionStore {
  readonly #sessions = new Map<string, Kept>();
  readonly #users: Pick<UserStore, 'byId'>;

  constructor(users: Pick<UserStore, 'byId'>) {
    this.#users = users;
  }

  async open({ id, userId, tokenHash, expiresAt }: NewSession): Promise<void> {
    this.#sessions.set(id, { id, userId, expiresAt, ended: false, tokens: new Map([[tokenHash, 'good']]) });
  }

  async rotate({ tokenHash, nextHash, at }: TokenRotation): Promise<RotationOutcome> {
    const kept = [...this.#sessions.values()].find(({ tokens }) => tokens.has(tokenHash));
    if (kept === undefined) return { outcome: 'unknown' };
    const roles = (await this.#users.byId(kept.userId))?.roles ?? [];
    if (kept.ended || kept.expiresAt <= at) return { outcome: 'over' };
    const session = { id: kept.id, userId: kept.userId, roles, expiresAt: kept.expiresAt };
    if (kept.tokens.get(tokenHash) === 'used') {
      kept.ended = true;
      return { outcome: 'replayed', session };
    }
    kept.tokens.set(tokenHash, 'used').set(nextHash, 'good');
    return { outcome: 'rotated', session };
  }

  async end(id: string, userId: string): Promise<boolean> {
    const kept = this.#sessions.get(id);
    if (kept === undefined || kept.userId !== userId || kept.ended) return false;
    kept.ended = true;
    return true;
  }

  async endOthers(userId: string, but: string | undefined): Promise<void> {
    for (const kept of this.#sessions.values()) {
      if (kept.userId === userId && kept.id !== but) kept.ended = true;
    }
  }

  async forget(before: Date, most: number): Promise<number> {
    const expired = [...this.#sessions.values()].filter(({ expiresAt }) => expiresAt < before).slice(0, most);
    for (const { id } of expired) this.#sessions.delete(id);
    return expired.length;
  }
}
