import { InMemorySessionStore } from './support/in-memory-session-store.ts';
import { InMemorySigningKeyStore } from './support/in-memory-signing-key-store.ts';
import { InMemoryUserStore } from './support/in-memory-user-store.ts';
import {
  describeSessionStore,
  describeSigningKeyStore,
  describeUserStore,
} from './support/stores.contract.ts';

const empty = async () => {
  const users = new InMemoryUserStore();
  return { users, sessions: new InMemorySessionStore(users), keys: new InMemorySigningKeyStore() };
};

describeUserStore('the user store of the tests', empty);
describeSessionStore('the session store of the tests', empty);
describeSigningKeyStore('the store of signing keys of the tests', empty);
