import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Companions } from '../../../../services/recommendations/companions.ts';
import { createFakeClock, type FakeClock } from '../../kit/support/fake-clock.ts';
import { productOf } from './products.ts';

const dayMs = 86_400_000;

/** What all companions promise, those of the tests as well as the real ones. */
export function describeCompanions(name: string, none: (clock: FakeClock) => Companions): void {
  describe(name, () => {
    let clock: FakeClock;
    let companions: Companions;
    let product: (number: number) => string;
    beforeEach(() => {
      clock = createFakeClock(Date.UTC(2026, 5, 1));
      companions = none(clock);
      const prefix = randomUUID().slice(0, 24);
      product = (number) => `${prefix}${productOf(number).slice(24)}`;
    });

    const event = (id = randomUUID(), at = clock.now()) => ({ id, occurredAt: new Date(at).toISOString() });
    const learn = (...numbers: readonly number[]) => companions.learn(event(), numbers.map(product));
    const of = async (number: number) => {
      const [found = []] = await companions.of([product(number)]);
      return found.map(({ productId, strength }) => [
        Number(productId.slice(24)),
        Number(strength.toFixed(3)),
      ]);
    };

    it('know nothing of what was never bought', async () => {
      expect(await companions.of([])).toEqual([]);
      expect(await companions.of([product(1), product(2)])).toEqual([[], []]);
    });

    it('count the orders that held both, in both directions', async () => {
      await learn(1, 2, 3);
      await learn(1, 2);
      expect(await of(1)).toEqual([
        [2, 2],
        [3, 1],
      ]);
      expect(await of(2)).toEqual([
        [1, 2],
        [3, 1],
      ]);
      expect((await of(3)).toSorted()).toEqual([
        [1, 1],
        [2, 1],
      ]);
    });

    it('learn once from an event, however often and however simultaneously it comes', async () => {
      const once = event();
      const redelivered = () => companions.learn(once, [product(1), product(2)]);
      const answers = await Promise.all([redelivered(), redelivered(), redelivered()]);
      expect(answers.filter((isNew) => isNew)).toHaveLength(1);
      expect(await redelivered()).toBe(false);
      expect(await of(1)).toEqual([[2, 1]]);
    });

    it('remember an order of one product, which teaches nothing', async () => {
      const single = event();
      expect(await companions.learn(single, [product(1)])).toBe(true);
      expect(await companions.learn(single, [product(1), product(2)])).toBe(false);
      expect(await of(1)).toEqual([]);
    });

    it('do not keep a product company with itself', async () => {
      await learn(1, 1, 2);
      expect(await of(1)).toEqual([[2, 1]]);
    });

    it('let what is old fade to half in sixty days', async () => {
      await learn(1, 2);
      await learn(1, 2);
      await clock.advance(60 * dayMs);
      await learn(1, 3);
      await learn(1, 3);
      expect(await of(1)).toEqual([
        [3, 2],
        [2, 1],
      ]);
    });

    it('come to the same in whatever order events arrive', async () => {
      const late = event(randomUUID(), clock.now() - 60 * dayMs);
      await learn(1, 3);
      await companions.learn(late, [product(1), product(2)]);
      expect(await of(1)).toEqual([
        [3, 1],
        [2, 0.5],
      ]);
    });

    it('believe no clock that is ahead of theirs', async () => {
      await companions.learn(event(randomUUID(), clock.now() + 1000 * dayMs), [product(1), product(2)]);
      expect(await of(1)).toEqual([[2, 1]]);
    });

    it('keep the hundred strongest, and tell fifty', async () => {
      await learn(1, 500);
      await learn(1, 500);
      for (let start = 2; start < 130; start += 19) {
        await learn(1, ...Array.from({ length: 19 }, (_, index) => start + index));
      }
      const found = await of(1);
      expect(found).toHaveLength(50);
      expect(found[0]).toEqual([500, 2]);
    });

    it('look at twenty products of an order', async () => {
      await learn(...Array.from({ length: 30 }, (_, index) => index + 1));
      expect(await of(1)).toHaveLength(19);
      expect(await of(21)).toEqual([]);
    });
  });
}
