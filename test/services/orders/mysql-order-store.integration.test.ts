import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Database } from '../../../services/kit/database/database.ts';
import { createOutbox } from '../../../services/kit/events/outbox.ts';
import { MysqlOrderStore } from '../../../services/orders/mysql-order-store.ts';
import type { Order } from '../../../services/orders/order.ts';
import { createFakeClock } from '../kit/support/fake-clock.ts';
import type { TestSchema } from '../kit/support/test-schema.ts';
import { orderOf } from './support/an-order.ts';
import { describeOrderStore } from './support/order-store.contract.ts';
import { createOrdersDatabase } from './support/orders-database.ts';

let schema: TestSchema;
let database: Database;
beforeAll(async () => {
  schema = await createOrdersDatabase();
  database = schema.open();
});
afterAll(async () => {
  await schema.drop();
});

const outbox = createOutbox({ source: 'orders' });

const confirm = (store: MysqlOrderStore, order: Order) =>
  store.advance({
    order,
    result: { to: 'confirmed' },
    now: order.createdAt,
    leaseUntil: order.createdAt,
    answer: () => undefined,
  });

describe('the order store on MariaDB', () => {
  describeOrderStore(async (clock) => ({
    store: new MysqlOrderStore({ database, outbox, clock }),
    eventsOf: async (id) => {
      const rows = await database.rows<{ readonly type: string; readonly event: string }>(
        'SELECT type, event FROM outbox ORDER BY number',
      );
      return rows.filter(({ event }) => JSON.parse(event).subject === id).map(({ type }) => type);
    },
  }));

  it('wakes the relay after commits that told of something, and after no others', async () => {
    const clock = createFakeClock();
    let woken = 0;
    const wake = () => {
      woken += 1;
    };
    const store = new MysqlOrderStore({ database, outbox, clock, wake });
    const order = orderOf(clock.now());
    await store.place({ order, key: { id: 'wakes', fingerprint: 'f' } });
    await store.postpone({ order, until: new Date(0) });
    expect(woken).toBe(0);
    await confirm(store, order);
    expect(woken).toBe(1);
  });

  it('tells what was ordered, by whom, and belongs to the trace of the request', async () => {
    const clock = createFakeClock();
    const store = new MysqlOrderStore({ database, outbox, clock });
    const order = orderOf(clock.now());
    await store.place({ order, key: { id: 'tells', fingerprint: 'f' } });
    await confirm(store, order);
    const rows = await database.rows<{ readonly event: string }>('SELECT event FROM outbox ORDER BY number');
    expect(JSON.parse(rows.at(-1)?.event ?? '')).toMatchObject({
      type: 'order-confirmed',
      source: 'orders',
      subject: order.id,
      ...order.origin,
      data: {
        orderId: order.id,
        userId: 'kim',
        items: order.items.map(({ productId, quantity, unitPrice }) => ({ productId, quantity, unitPrice })),
        total: order.total,
      },
    });
  });
});
