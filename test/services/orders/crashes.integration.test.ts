import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Database } from '../../../services/kit/database/database.ts';
import { createOutbox } from '../../../services/kit/events/outbox.ts';
import { MysqlOrderStore } from '../../../services/orders/mysql-order-store.ts';
import type { Order, OrderStep } from '../../../services/orders/order.ts';
import { recoverOrders } from '../../../services/orders/recover-orders.ts';
import { createSaga, leaseMs, type Saga } from '../../../services/orders/saga.ts';
import { MysqlAuthorizationStore } from '../../../services/payments/mysql-authorization-store.ts';
import { MysqlProviderBooks } from '../../../services/payments/simulated/mysql-provider-books.ts';
import { createFakeClock } from '../kit/support/fake-clock.ts';
import { recordedLog } from '../kit/support/recorded-log.ts';
import type { TestSchema } from '../kit/support/test-schema.ts';
import { createPaymentsDatabase } from '../payments/support/payments-database.ts';
import { boat, oar, orderOf } from './support/an-order.ts';
import { InMemoryStock } from './support/in-memory-stock.ts';
import { MortalTask } from './support/mortal-task.ts';
import { createOrdersDatabase } from './support/orders-database.ts';
import { type RealPayments, startRealPayments } from './support/real-payments.ts';

const clock = createFakeClock(Date.parse('2026-01-02T03:04:05.678Z'));
const { log } = recordedLog();
const stock = new InMemoryStock({ [boat]: 1000, [oar]: 1000 });
let schemas: readonly TestSchema[];
let database: Database;
let payments: RealPayments;
beforeAll(async () => {
  const [ours, theirs] = await Promise.all([createOrdersDatabase(), createPaymentsDatabase()]);
  schemas = [ours, theirs];
  database = ours.open();
  const books = theirs.open();
  payments = await startRealPayments(clock, log, {
    store: new MysqlAuthorizationStore(books),
    books: new MysqlProviderBooks(books),
  });
});
afterAll(async () => {
  await payments.close();
  await Promise.all(schemas.map((schema) => schema.drop()));
});

/** Each task has a store of its own, as each has a process of its own. */
function task(mortal = new MortalTask()): { readonly saga: Saga; readonly store: MysqlOrderStore } {
  const store = new MysqlOrderStore({ database, outbox: createOutbox({ source: 'orders' }), clock });
  const saga = createSaga({
    store: mortal.wrap(store),
    stock: mortal.wrap(stock),
    payments: mortal.wrap(payments),
    carts: { clear: async () => {} },
    clock,
    log,
  });
  return { saga, store };
}

const ends: readonly (readonly [token: string, step: OrderStep])[] = [
  ['tok_visa', 'confirmed'],
  ['tok_declined', 'cancelled'],
  ['tok_timeout', 'confirmed'],
  ['tok_timeout_capture', 'confirmed'],
  ['tok_capture_refused', 'cancelled'],
];

describe('orders and payments on MariaDB', () => {
  it('lose nothing and double nothing when tasks die at every one of their calls', async () => {
    const { store } = task();
    const orders: { readonly order: Order; readonly step: OrderStep }[] = [];
    for (const [token, step] of ends) {
      for (let at = 1; at <= 10; at++) {
        for (const when of ['before', 'after'] as const) {
          const order = orderOf(clock.now(), { paymentToken: token });
          orders.push({ order, step });
          await store.place({ order, key: { id: order.id, fingerprint: 'f' } });
          void task(new MortalTask({ at, when })).saga.run(order);
        }
      }
    }
    const tasks = [task(), task(), task()];
    for (let sweep = 0; sweep < 12; sweep++) {
      await clock.advance(leaseMs);
      await payments.resolve();
      await Promise.all(tasks.map((each) => recoverOrders({ ...each, clock, log })));
      await Promise.all(tasks.map(({ saga }) => saga.idle()));
    }
    const found = await Promise.all(orders.map(({ order }) => store.find(order.id)));
    expect(found.map((order) => order?.step)).toEqual(orders.map(({ step }) => step));

    const confirmed = found.filter((order) => order?.step === 'confirmed').length;
    expect(stock.onHand(boat)).toBe(1000 - confirmed);
    expect(stock.available(boat)).toBe(stock.onHand(boat));
    const { differences, imbalances, underWay, compared } = await payments.reconcile();
    expect({ differences, imbalances, underWay }).toEqual({ differences: [], imbalances: [], underWay: 0 });
    expect(compared).toBe(orders.length);

    const events = await database.rows<{ readonly type: string; readonly count: number }>(
      'SELECT type, COUNT(*) AS count FROM outbox GROUP BY type ORDER BY type',
    );
    expect(events).toEqual([
      { type: 'order-cancelled', count: orders.length - confirmed },
      { type: 'order-confirmed', count: confirmed },
    ]);
  });
});
