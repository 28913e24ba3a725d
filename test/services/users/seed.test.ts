import { describe, expect, it } from '@jest/globals';
import { demoUsers } from '../../../services/users/demo-users.ts';
import { requireGoodPassword } from '../../../services/users/passwords/password-rules.ts';
import { seed } from '../../../services/users/seed.ts';
import { createFakeClock } from '../kit/support/fake-clock.ts';
import { createCheapPasswords } from './support/cheap-passwords.ts';
import { InMemoryUserStore } from './support/in-memory-user-store.ts';

const passwords = createCheapPasswords();
const clock = createFakeClock();

describe('seeding', () => {
  it('makes a customer and a staff member who can sign in', async () => {
    const users = new InMemoryUserStore();
    expect(await seed({ users, passwords, clock })).toEqual({ added: 2 });
    for (const { email, password, roles } of demoUsers) {
      const user = await users.byEmail(email);
      expect(user?.roles).toEqual(roles);
      expect((await passwords.check(password, user?.passwordHash)).right).toBe(true);
    }
    expect(demoUsers.map(({ roles }) => roles)).toEqual([['customer'], ['customer', 'staff']]);
  });

  it('leaves those that are there as they are', async () => {
    const users = new InMemoryUserStore();
    await seed({ users, passwords, clock });
    const before = structuredClone([...users.users.values()]);
    expect(await seed({ users, passwords, clock })).toEqual({ added: 0 });
    expect([...users.users.values()]).toEqual(before);
  });

  it('keeps to the rules everybody else keeps to', () => {
    for (const { password, email, name } of demoUsers) requireGoodPassword(password, { email, name });
    expect(demoUsers.every(({ email }) => email.endsWith('@example.com'))).toBe(true);
  });
});
