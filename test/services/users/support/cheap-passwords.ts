import { createPasswords, type Passwords } from '../../../../services/users/passwords/passwords.ts';

/** As real as the service's own, at a cost that a test can bear. */
export function createCheapPasswords(): Passwords {
  return createPasswords({ cost: { memoryKiB: 64, passes: 1, lanes: 1 } });
}
