import { beforeEach, describe, expect, it } from '@jest/globals';
import type { EventContext } from '../../../services/kit/events/event-context.ts';
import { learnFromOrders } from '../../../services/recommendations/learn-from-orders.ts';
import { createFakeClock } from '../kit/support/fake-clock.ts';
import { recordedLog } from '../kit/support/recorded-log.ts';
import { InMemoryCompanions } from './support/in-memory-companions.ts';
import { beans, tea } from './support/products.ts';

const { log } = recordedLog();
const context = { log } as EventContext;
let companions: InMemoryCompanions;
beforeEach(() => {
  companions = new InMemoryCompanions(createFakeClock(Date.UTC(2026, 5, 1)));
});

const confirmed = (data: unknown) => ({
  id: '0198d7a0-0000-7000-8000-000000000001',
  type: 'order-confirmed',
  source: 'orders',
  occurredAt: '2026-06-01T00:00:00.000Z',
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  correlationId: 'one',
  subject: 'an-order',
  data,
});
const whole = {
  orderId: 'an-order',
  userId: 'kim',
  items: [
    { productId: beans, quantity: 2, unitPrice: { amount: 1290, currency: 'EUR' } },
    { productId: tea, quantity: 1, unitPrice: { amount: 990, currency: 'EUR' } },
  ],
  total: { amount: 3570, currency: 'EUR' },
};

describe('a confirmed order', () => {
  it('teaches what was bought together, once', async () => {
    const handler = learnFromOrders({ companions });
    expect(handler.event).toBe('orders/order-confirmed');
    await handler.handle(confirmed(whole), context);
    await handler.handle(confirmed(whole), context);
    expect(await companions.of([beans])).toEqual([[{ productId: tea, strength: 1 }]]);
  });

  it.each([
    ['without items', {}],
    ['with products that are no ids', { items: [{ productId: 'with:*' }] }],
    ['with more than an order holds', { items: Array(101).fill({ productId: tea }) }],
  ])('%s is malformed', async (_what, data) => {
    await expect(learnFromOrders({ companions }).handle(confirmed(data), context)).rejects.toMatchObject({
      name: 'MalformedEvent',
    });
  });

  it('is handed out again where it could not be learned from', async () => {
    const failing = { of: companions.of, learn: () => Promise.reject(new Error('the cache did not answer')) };
    const handling = learnFromOrders({ companions: failing }).handle(confirmed(whole), context);
    await expect(handling).rejects.toThrow('the cache did not answer');
  });
});
