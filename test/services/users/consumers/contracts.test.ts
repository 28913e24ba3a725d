import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { consumersOf } from '../../../support/contracts/contract-files.ts';
import { verifyContract } from '../../../support/contracts/verify-contract.ts';
import { type StartedUsers, startUsers } from '../support/started-users.ts';

let users: StartedUsers;
beforeAll(async () => {
  users = await startUsers();
});
afterAll(() => users.close());

/** From the first look on. */
const states = { 'there is a key to sign with': async () => void (await users.keys.probe()) };

describe('users', () => {
  it.each(consumersOf('users'))('keep their contract with %s', (consumer) =>
    verifyContract({ provider: 'users', consumer, url: users.url, states }),
  );
});
