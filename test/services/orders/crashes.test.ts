import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Order } from '../../../services/orders/order.ts';
import type { Reopening } from '../../../services/orders/order-changes.ts';
import { leaseMs } from '../../../services/orders/saga.ts';
import { cancelledByBuyer } from '../../../services/orders/saga-steps.ts';
import { boat, orderOf } from './support/an-order.ts';
import { type Mortality, MortalTask } from './support/mortal-task.ts';
import { createSagaWorld, type SagaWorld } from './support/saga-world.ts';

let world: SagaWorld;
const placed: Order[] = [];
beforeAll(async () => {
  world = await createSagaWorld();
});
afterAll(async () => {
  await world.close();
});

interface Scenario {
  readonly name: string;
  readonly ends: Order['step'];
  readonly order?: Partial<Order>;
  /** What is asked of it once it is confirmed. */
  readonly later?: Pick<Reopening, 'step' | 'reason'>;
}

const tooMany = [{ productId: boat, title: 'Boat', quantity: 99, unitPrice: { amount: 1, currency: 'EUR' } }];
const scenarios: readonly Scenario[] = [
  { name: 'a good order', ends: 'confirmed' },
  { name: 'a declined payment', ends: 'cancelled', order: { paymentToken: 'tok_declined' } },
  { name: 'too little stock', ends: 'cancelled', order: { items: tooMany } },
  { name: 'an authorization without an answer', ends: 'confirmed', order: { paymentToken: 'tok_timeout' } },
  { name: 'a lost authorization', ends: 'confirmed', order: { paymentToken: 'tok_timeout_lost' } },
  { name: 'a capture without an answer', ends: 'confirmed', order: { paymentToken: 'tok_timeout_capture' } },
  { name: 'a refused capture', ends: 'cancelled', order: { paymentToken: 'tok_capture_refused' } },
  { name: 'an order nobody wants any more', ends: 'cancelled', order: { cancelWanted: true } },
  {
    name: 'a cancellation of a confirmed order',
    ends: 'cancelled',
    later: { step: 'undo-payment', reason: cancelledByBuyer },
  },
  { name: 'a refund', ends: 'refunded', later: { step: 'refund', reason: undefined } },
];

/** The order, confirmed already where the scenario is about what comes then. */
async function begun({ order: changes = {}, later }: Scenario): Promise<Order> {
  const now = world.clock.now();
  const order = orderOf(now, changes);
  placed.push(order);
  await world.store.place({ order, key: { id: order.id, fingerprint: 'f' } });
  if (later === undefined) return order;
  const confirmed = await world.task().run(order);
  const reopened = await world.store.reopen({
    order: confirmed,
    ...later,
    now: new Date(now),
    leaseUntil: new Date(now + leaseMs),
  });
  if (reopened === undefined) throw new Error(`order ${order.id} was not confirmed`);
  return reopened;
}

/** As after a test each order gives its goods back, none runs out of stock. */
async function emptied(): Promise<void> {
  for (const order of placed.splice(0)) await world.stock.release(order);
}

async function callsOf(scenario: Scenario): Promise<number> {
  const task = new MortalTask();
  const order = await begun(scenario);
  await world.task(task).run(order);
  await world.recover(order).catch(() => {});
  await emptied();
  return task.calls;
}

describe.each(scenarios)('$name', (scenario) => {
  it('comes to its end, and money and goods are where they belong, wherever its task dies', async () => {
    const calls = await callsOf(scenario);
    expect(calls).toBeGreaterThan(1);
    for (let at = 1; at <= calls; at++) {
      for (const when of ['before', 'after'] as const) {
        const task = new MortalTask({ at, when });
        const order = await begun(scenario);
        await world.task(task).run(order);
        expect(task.reached).toBe(true);
        const end = await world.recover(order);
        expect([end.step, at, when]).toEqual([scenario.ends, at, when]);
        await world.expectWhole([order]);
        await emptied();
      }
    }
  });

  it('comes to its end once where its task stands still, another takes over, and it goes on', async () => {
    const calls = await callsOf(scenario);
    for (let at = 1; at <= calls; at++) {
      for (const when of ['before', 'after'] as const) {
        const { promise: standstill, resolve: goOn } = Promise.withResolvers<void>();
        const order = await begun(scenario);
        const slow = world.task(new MortalTask({ at, when }, standstill)).run(order);
        const end = await world.recover(order);
        goOn();
        await slow;
        expect([end.step, at, when]).toEqual([scenario.ends, at, when]);
        await world.expectWhole([order]);
        await emptied();
      }
    }
  });
});

describe('orders of all kinds together', () => {
  it('come to their ends, however often tasks die or stand still', async () => {
    const mortality: fc.Arbitrary<Mortality> = fc.record({
      at: fc.integer({ min: 1, max: 8 }),
      when: fc.constantFrom('before', 'after'),
    });
    const life = fc.record({
      scenario: fc.constantFrom(...scenarios.filter(({ later }) => later === undefined)),
      ends: fc.array(fc.tuple(mortality, fc.boolean()), { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(life, { minLength: 1, maxLength: 3 }), async (lives) => {
        const slow: Promise<unknown>[] = [];
        const goOn: (() => void)[] = [];
        const orders = await Promise.all(
          lives.map(async ({ scenario, ends }) => {
            const order = await begun(scenario);
            let current = order;
            for (const [end, standsStill] of ends) {
              const standstill = Promise.withResolvers<void>();
              const run = world
                .task(new MortalTask(end, standsStill ? standstill.promise : undefined))
                .run(current);
              goOn.push(standstill.resolve);
              slow.push(run);
              if (!standsStill) await run;
              current = (await world.store.find(order.id)) ?? current;
            }
            return order;
          }),
        );
        for (const order of orders) await world.recover(order).catch(() => {});
        for (const resume of goOn) resume();
        await Promise.all(slow);
        const ends = await Promise.all(orders.map(({ id }) => world.store.find(id)));
        expect(ends.map((order) => order?.step)).toEqual(lives.map(({ scenario }) => scenario.ends));
        await world.expectWhole(orders);
        await emptied();
      }),
      { numRuns: 40 },
    );
  });
});
