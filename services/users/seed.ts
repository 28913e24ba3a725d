import type { Clock } from '../kit/time/clock.ts';
import { demoUsers } from './demo-users.ts';
import type { Passwords } from './passwords/passwords.ts';
import type { UserStore } from './user-store.ts';

export interface SeedParts {
  readonly users: Pick<UserStore, 'add' | 'byEmail'>;
  readonly passwords: Pick<Passwords, 'hash'>;
  readonly clock: Clock;
}

/** Adds the demonstration users that are missing. Those that are there stay as they are, their passwords included. */
export async function seed({ users, passwords, clock }: SeedParts): Promise<{ readonly added: number }> {
  let added = 0;
  for (const { password, ...user } of demoUsers) {
    if ((await users.byEmail(user.email)) !== undefined) continue;
    const at = new Date(clock.now());
    const passwordHash = await passwords.hash(password);
    const outcome = await users.add({ ...user, passwordHash, revision: 1, createdAt: at, updatedAt: at });
    if (outcome === 'added') added += 1;
  }
  return { added };
}
