import { expect } from '@jest/globals';
import type { Order, RestingStep } from '../../../../services/orders/order.ts';
import { recoverOrders } from '../../../../services/orders/recover-orders.ts';
import { createSaga, leaseMs, type Saga } from '../../../../services/orders/saga.ts';
import { isResting } from '../../../../services/orders/saga-steps.ts';
import { createFakeClock, type FakeClock } from '../../kit/support/fake-clock.ts';
import { recordedLog } from '../../kit/support/recorded-log.ts';
import { boat, oar } from './an-order.ts';
import { InMemoryOrderStore } from './in-memory-order-store.ts';
import { InMemoryStock } from './in-memory-stock.ts';
import { MortalTask } from './mortal-task.ts';
import { type RealPayments, startRealPayments } from './real-payments.ts';

/** All that outlives a task of orders: its database, catalog's stock and payments. */
export interface SagaWorld {
  readonly clock: FakeClock;
  readonly store: InMemoryOrderStore;
  readonly stock: InMemoryStock;
  readonly payments: RealPayments;
  readonly cleared: string[];
  /** Another task of orders. */
  task(mortal?: MortalTask): Saga;
  /** Sweeps of healthy tasks, until the order rests. */
  recover(order: Order): Promise<Order>;
  /** Nothing is lost, nothing is double, and money and goods are where they belong. */
  expectWhole(orders: readonly Order[]): Promise<void>;
  close(): Promise<void>;
}

export const onHand = 10;

export async function createSagaWorld(): Promise<SagaWorld> {
  const clock = createFakeClock();
  const { log } = recordedLog();
  const store = new InMemoryOrderStore(clock);
  const stock = new InMemoryStock({ [boat]: onHand, [oar]: onHand });
  const payments = await startRealPayments(clock, log);
  const cleared: string[] = [];
  const carts = { clear: async (order: Order) => void cleared.push(order.cartId) };
  const task = (mortal = new MortalTask()): Saga =>
    createSaga({
      store: mortal.wrap(store),
      stock: mortal.wrap(stock),
      payments: mortal.wrap(payments),
      carts: mortal.wrap(carts),
      clock,
      log,
    });
  return {
    clock,
    store,
    stock,
    payments,
    cleared,
    task,
    async recover({ id }) {
      const saga = task();
      for (let sweep = 0; sweep < 30; sweep++) {
        await clock.advance(leaseMs);
        await payments.resolve();
        await recoverOrders({ store, saga, clock, log });
        const order = await store.find(id);
        if (order !== undefined && isResting(order.step)) return order;
      }
      throw new Error(`order ${id} did not come to an end: ${JSON.stringify(await store.find(id))}`);
    },
    async expectWhole(orders) {
      const sold: Record<string, number> = {};
      for (const { id } of orders) {
        const order = await store.find(id);
        if (order === undefined) throw new Error(`order ${id} is lost`);
        const isSold = order.step === 'confirmed' || order.step === 'refunded';
        for (const { productId, quantity } of order.items) {
          if (isSold) sold[productId] = (sold[productId] ?? 0) + quantity;
        }
        expect(await payments.takenFor(order)).toBe(order.step === 'confirmed' ? order.total.amount : 0);
        expect(await payments.heldFor(order)).toBe(0);
        expect(store.events.filter(({ subject }) => subject === id).map(({ type }) => type)).toEqual(
          toldBy(
            order.step as RestingStep,
            store.events.some(({ subject, type }) => subject === id && type === 'order-confirmed'),
          ),
        );
      }
      for (const product of [boat, oar]) {
        expect(onHand - stock.onHand(product)).toBe(sold[product] ?? 0);
        expect(stock.available(product)).toBe(stock.onHand(product));
      }
      expect(await payments.reconcile()).toMatchObject({ underWay: 0, differences: [], imbalances: [] });
    },
    close: () => payments.close(),
  };
}

function toldBy(step: RestingStep, wasConfirmed: boolean): readonly string[] {
  if (step === 'confirmed') return ['order-confirmed'];
  return [...(wasConfirmed ? ['order-confirmed'] : []), `order-${step}`];
}
