import type { Role } from './user.ts';

export interface DemoUser {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly password: string;
  readonly roles: readonly Role[];
}

/**
 * Anybody can read these, here and in the README: they are for a shop on one's own machine. `seed` makes them only
 * where DEMO_USERS is 'true', which no template sets.
 */
export const demoUsers: readonly DemoUser[] = [
  {
    id: '5e000000-0000-4000-8000-000000000001',
    email: 'kim@example.com',
    name: 'Kim',
    password: 'seven herrings under the pier',
    roles: ['customer'],
  },
  {
    id: '5e000000-0000-4000-8000-000000000002',
    email: 'sam@example.com',
    name: 'Sam',
    password: 'the harbour master counts boats',
    roles: ['customer', 'staff'],
  },
];
