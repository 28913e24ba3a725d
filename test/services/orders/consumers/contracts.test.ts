import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createOutbox } from '../../../../services/kit/events/outbox.ts';
import { eventsOf } from '../../../../services/orders/order-events.ts';
import { consumersOf } from '../../../support/contracts/contract-files.ts';
import { verifyContract } from '../../../support/contracts/verify-contract.ts';
import { orderOf } from '../support/an-order.ts';
import { type StartedOrders, startOrders } from '../support/started-orders.ts';

let orders: StartedOrders;
beforeAll(async () => {
  orders = await startOrders();
});
afterAll(() => orders.close());

/** What the outbox writes down of a confirmed order, and the relay publishes as it is. */
async function orderConfirmed(): Promise<Record<string, unknown>> {
  const texts: string[] = [];
  const transaction = {
    async query(_sql: string, values: readonly unknown[] = []) {
      for (const [, , text] of values[0] as readonly (readonly string[])[]) texts.push(text ?? '');
      return [];
    },
  };
  const order = orderOf(Date.now(), { step: 'confirmed' });
  await createOutbox({ source: 'orders' }).add(transaction, ...eventsOf({ step: 'capture' }, order));
  return JSON.parse(texts[0] ?? '');
}

const verify = (consumer: string, message = orderConfirmed) =>
  verifyContract({
    provider: 'orders',
    consumer,
    url: `http://127.0.0.1:${orders.port}`,
    messages: { 'order-confirmed': message },
  });

describe('orders', () => {
  it.each(consumersOf('orders'))('keep their contract with %s', (consumer) => verify(consumer));

  it('hear whom they break when an event names products otherwise', async () => {
    const changed = async () => {
      const event = await orderConfirmed();
      return { ...event, data: { items: [{ product: 'any' }] } };
    };
    await expect(verify('recommendations', changed)).rejects.toThrow(
      /orders breaks its contract with recommendations: .*productId/,
    );
  });
});
