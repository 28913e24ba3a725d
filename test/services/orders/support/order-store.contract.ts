import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { KeptAnswer } from '../../../../services/orders/kept-answer.ts';
import type { Order } from '../../../../services/orders/order.ts';
import { keyMs, type OrderStore } from '../../../../services/orders/order-store.ts';
import { leaseMs } from '../../../../services/orders/saga.ts';
import type { StepResult } from '../../../../services/orders/saga-steps.ts';
import { createFakeClock, type FakeClock } from '../../kit/support/fake-clock.ts';
import { orderOf } from './an-order.ts';

export interface ContractStore {
  readonly store: OrderStore;
  /** The types of the events of an order that wait to be published, oldest first. */
  eventsOf(orderId: string): Promise<readonly string[]>;
}

const answer: KeptAnswer = {
  status: 201,
  headers: { location: '/v1/orders/x' },
  body: { a: 'ü "quoted" \\ \'; -- \n ? 🛶' },
};

/** What every order store promises. */
export function describeOrderStore(make: (clock: FakeClock) => Promise<ContractStore>): void {
  let clock: FakeClock;
  let made: ContractStore;
  let store: OrderStore;
  beforeEach(async () => {
    clock = createFakeClock(Date.parse('2026-01-02T03:04:05.678Z'));
    made = await make(clock);
    store = made.store;
  });
  const place = async (changes: Partial<Order> = {}, key = randomUUID().replaceAll('-', '')) => {
    const order = orderOf(clock.now(), { userId: randomUUID(), ...changes });
    const placed = await store.place({ order, key: { id: key, fingerprint: 'f'.repeat(64) } });
    return { order, placed, key };
  };
  const advance = (order: Order, result: StepResult, kept?: KeptAnswer) =>
    store.advance({
      order,
      result,
      now: new Date(clock.now()),
      leaseUntil: new Date(clock.now() + leaseMs),
      answer: () => kept,
    });
  const claim = (most = 100) =>
    store.claim({ now: new Date(clock.now()), leaseUntil: new Date(clock.now() + leaseMs), most });

  describe('placing', () => {
    it('keeps the order as it is, and tells nobody before it is sold', async () => {
      const { order, placed } = await place({ cartEtag: undefined });
      expect(placed).toEqual({ outcome: 'placed' });
      expect(await store.find(order.id)).toEqual(order);
      expect(await made.eventsOf(order.id)).toEqual([]);
      expect(await store.find(randomUUID())).toBeUndefined();
    });

    it('places one of many with the same key, and all others beside it', async () => {
      const key = randomUUID();
      const all = await Promise.all([...Array(10).keys()].map((n) => (n < 5 ? place({}, key) : place())));
      expect(all.slice(5).map(({ placed }) => placed.outcome)).toEqual(Array(5).fill('placed'));
      const winners = all.slice(0, 5).filter(({ placed }) => placed.outcome === 'placed');
      expect(winners).toHaveLength(1);
      for (const { order, placed } of all.slice(0, 5)) {
        if (placed.outcome === 'placed') continue;
        expect(placed.request).toMatchObject({ orderId: winners[0]?.order.id, answer: undefined });
        expect(await store.find(order.id)).toBeUndefined();
        expect(await made.eventsOf(order.id)).toEqual([]);
      }
    });

    it('takes a key again after 24 hours', async () => {
      const { key } = await place();
      await clock.advance(keyMs - 1);
      expect((await place({}, key)).placed.outcome).toBe('key-used');
      await clock.advance(1);
      expect((await place({}, key)).placed.outcome).toBe('placed');
    });

    it('forgets keys that are old, and no others', async () => {
      const { key: old } = await place();
      await clock.advance(1000);
      const { key: recent, order } = await place();
      expect(await store.forgetKeys(new Date(clock.now() - 1), 1000)).toBeGreaterThan(0);
      expect(await store.requestOf(old)).toBeUndefined();
      expect(await store.requestOf(recent)).toMatchObject({ orderId: order.id });
    });
  });

  describe('advancing', () => {
    it('goes step by step, and keeps what each one brought', async () => {
      const { order, key } = await place();
      const paymentId = randomUUID();
      const authorizing = await advance(order, { to: 'authorize' });
      expect(authorizing).toMatchObject({ step: 'authorize', version: 2, paymentToken: 'tok_visa' });
      const confirming = await advance(authorizing as Order, { to: 'confirm', paymentId });
      expect(await store.find(order.id)).toEqual(confirming);
      expect(confirming).toMatchObject({ paymentId, paymentToken: undefined, leaseUntil: expect.any(Date) });
      const capturing = await advance(confirming as Order, { to: 'capture' });
      const confirmed = await advance(capturing as Order, { to: 'confirmed' }, answer);
      expect(confirmed).toMatchObject({ step: 'confirmed', paymentId, version: 5, leaseUntil: undefined });
      expect(await store.find(order.id)).toEqual(confirmed);
      expect(await store.requestOf(key)).toMatchObject({ answer });
      expect(await made.eventsOf(order.id)).toEqual(['order-confirmed']);
    });

    it('does nothing for a task that another one has taken over from', async () => {
      const { order } = await place();
      await clock.advance(leaseMs);
      const [taken] = (await claim()).filter(({ id }) => id === order.id);
      expect(await advance(order, { to: 'authorize' })).toBeUndefined();
      expect(await store.find(order.id)).toEqual(taken);
      await store.postpone({ order, until: new Date(0) });
      expect(await store.find(order.id)).toEqual(taken);
    });

    it('advances hundreds at once, each its own way', async () => {
      const all = await Promise.all([...Array(150).keys()].map(() => place()));
      const payments = new Map(all.map(({ order }) => [order.id, randomUUID()]));
      await Promise.all(
        all.map(async ({ order }, number) => {
          const authorizing = await advance(order, { to: 'authorize' });
          const paymentId = payments.get(order.id) ?? '';
          await advance(
            authorizing as Order,
            number % 3 === 0 ? { to: 'undo-stock', reason: 'card-declined' } : { to: 'confirm', paymentId },
          );
        }),
      );
      for (const [number, { order }] of all.entries()) {
        expect(await store.find(order.id)).toMatchObject(
          number % 3 === 0
            ? { step: 'undo-stock', reason: 'card-declined', paymentId: undefined, version: 3 }
            : { step: 'confirm', reason: undefined, paymentId: payments.get(order.id), version: 3 },
        );
      }
    });

    it('turns around before the next step where the buyer wants that', async () => {
      const { order } = await place();
      expect(await store.wantCancelled(order)).toBe(true);
      const turned = await advance(order, { to: 'authorize' });
      expect(turned).toMatchObject({ step: 'undo-stock', reason: 'cancelled-by-buyer' });
      expect(await store.wantCancelled(order)).toBe(false);
      await advance(turned as Order, { to: 'cancelled' });
      expect(await made.eventsOf(order.id)).toEqual(['order-cancelled']);
    });

    it('keeps the first answer', async () => {
      const { order, key } = await place();
      await store.answered(order.id, answer);
      await store.answered(order.id, { ...answer, status: 202 });
      expect(await store.requestOf(key)).toMatchObject({ answer });
    });
  });

  describe('claiming', () => {
    it('gives each order whose lease is over to one task', async () => {
      const due = await Promise.all([...Array(6).keys()].map(() => place()));
      await clock.advance(leaseMs - 1);
      const ids = new Set(due.map(({ order }) => order.id));
      const ours = (orders: readonly Order[]) => orders.filter(({ id }) => ids.has(id));
      expect(ours(await claim())).toEqual([]);
      await clock.advance(1);
      const claims = await Promise.all([claim(), claim(), claim()]);
      // One that another claim just held is skipped, and is there for the next.
      const claimed = ours([...claims.flat(), ...(await claim(500))]);
      expect(claimed).toHaveLength(6);
      expect(new Set(claimed.map(({ id }) => id)).size).toBe(6);
      for (const order of claimed) {
        expect(order).toMatchObject({ version: 2, attempts: 1, items: due[0]?.order.items });
      }
      expect(ours(await claim())).toEqual([]);
    });

    it('leaves what was put off alone until then', async () => {
      const { order } = await place();
      await store.postpone({ order, until: new Date(clock.now() + 5000) });
      await clock.advance(4999);
      expect((await claim()).map(({ id }) => id)).not.toContain(order.id);
      await clock.advance(1);
      expect((await claim()).map(({ id }) => id)).toContain(order.id);
    });
  });

  describe('reopening', () => {
    it('is for one of many who ask, and for confirmed orders only', async () => {
      const { order } = await place({ step: 'confirmed', leaseUntil: undefined });
      const reopening = {
        order,
        step: 'refund',
        reason: undefined,
        now: new Date(clock.now()),
        leaseUntil: new Date(clock.now() + leaseMs),
      } as const;
      const reopened = await Promise.all([1, 2, 3].map(() => store.reopen(reopening)));
      expect(reopened.filter((one) => one !== undefined)).toMatchObject([{ step: 'refund', version: 2 }]);
      expect(await store.find(order.id)).toMatchObject({ step: 'refund' });
    });
  });

  describe('listing', () => {
    it('gives a buyer’s orders, newest first, from a place on', async () => {
      const userId = randomUUID();
      const placed: Order[] = [];
      for (let number = 0; number < 4; number++) {
        placed.unshift((await place({ userId })).order);
        await clock.advance(1);
      }
      await place();
      expect(await store.list({ userId, before: undefined, limit: 3 })).toEqual(placed.slice(0, 3));
      expect(await store.list({ userId, before: placed[2]?.id, limit: 3 })).toEqual(placed.slice(3));
    });
  });
}
