import { afterAll, describe, expect, it } from '@jest/globals';
import { MatchersV3 } from '@pact-foundation/pact';
import type { EventContext } from '../../../../services/kit/events/event-context.ts';
import { readEvent } from '../../../../services/kit/events/read-event.ts';
import { learnFromOrders } from '../../../../services/recommendations/learn-from-orders.ts';
import { openContract } from '../../../support/contracts/contract.ts';
import { recordedLog } from '../../kit/support/recorded-log.ts';
import { beans } from '../support/products.ts';

const { atLeastLike, regex, string } = MatchersV3;
const uuid = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const contract = openContract({ consumer: 'recommendations', provider: 'orders' });
afterAll(() => contract.close());

describe('recommendations need of orders', () => {
  it('an event of each confirmed order, with the products that were bought together', () =>
    contract.pact
      .addAsynchronousInteraction()
      .expectsToReceive('order-confirmed', (event) =>
        event.withJSONContent({
          id: regex(`^${uuid}$`, '0198d7a0-0000-7000-8000-000000000001'),
          type: 'order-confirmed',
          source: 'orders',
          occurredAt: string('2026-06-01T00:00:00.000Z'),
          traceparent: regex(
            '^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$',
            '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
          ),
          correlationId: string('one'),
          subject: string('an-order'),
          data: { items: atLeastLike({ productId: regex(`^${uuid}$`, beans) }, 1) },
        }),
      )
      .executeTest(async ({ contents }) => {
        const learned: (readonly string[])[] = [];
        const learn = async (_: unknown, products: readonly string[]) => learned.push(products) > 0;
        const companions = { of: async () => [], learn };
        const context = { log: recordedLog().log } as EventContext;
        const event = readEvent(JSON.stringify(contents.content));
        await learnFromOrders({ companions }).handle(event, context);
        expect(learned).toEqual([[beans]]);
      }));

  it('nothing else than what is written down beside them', () => contract.keep());
});
