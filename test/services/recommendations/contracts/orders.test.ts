import { afterAll, describe, expect, it } from '@jest/globals';
import { MatchersV3 } from '@pact-foundation/pact';
import type { EventContext } from '../../../../services/kit/events/event-context.ts';
import { readEvent } from '../../../../services/kit/events/read-event.ts';
import { learnFromOrders } from '../../../../services/recommendations/learn-from-orders.ts';
import { openContract } from '../../../support/contracts/contract.ts';
import { createFakeClock } from '../../kit/support/fake-clock.ts';
import { recordedLog } from '../../kit/support/recorded-log.ts';
import { InMemoryCompanions } from '../support/in-memory-companions.ts';
import { beans, tea } from '../support/products.ts';

const { regex, string } = MatchersV3;
const uuid = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const productId = (id: string) => ({ productId: regex(`^${uuid}$`, id) });
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
          data: { items: [productId(beans), productId(tea)] },
        }),
      )
      .executeTest(async ({ contents }) => {
        const companions = new InMemoryCompanions(createFakeClock(Date.UTC(2026, 5, 1)));
        const context = { log: recordedLog().log } as EventContext;
        const event = readEvent(JSON.stringify(contents.content));
        await learnFromOrders({ companions }).handle(event, context);
        expect(await companions.of([beans])).toEqual([[{ productId: tea, strength: 1 }]]);
      }));

  it('nothing else than what is written down beside them', () => contract.keep());
});
