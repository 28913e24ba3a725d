import { describe } from '@jest/globals';
import { InMemoryOrderStore } from './support/in-memory-order-store.ts';
import { describeOrderStore } from './support/order-store.contract.ts';

describe('the order store of the tests', () => {
  describeOrderStore(async (clock) => {
    const store = new InMemoryOrderStore(clock);
    return {
      store,
      eventsOf: async (id) => store.events.filter(({ subject }) => subject === id).map(({ type }) => type),
    };
  });
});
