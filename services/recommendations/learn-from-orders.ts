import Type from 'typebox';
import { onEvent } from '../kit/events/event-handler.ts';
import type { Companions } from './companions.ts';
import { productIdSchema } from './recommendation.schema.ts';

/** What recommendations need of a confirmed order, and nothing else of it: not who bought, not for how much. */
const neededData = Type.Object({
  items: Type.Array(Type.Object({ productId: productIdSchema }), { maxItems: 100 }),
});

/** What was paid for together belongs together. An order of one product teaches nothing, but is remembered all the same. */
export function learnFromOrders({ companions }: { readonly companions: Companions }) {
  return onEvent({
    event: 'orders/order-confirmed',
    data: neededData,
    async handle(event, { log }) {
      const products = event.data.items.map(({ productId }) => productId);
      const isNew = await companions.learn(event, products);
      if (!isNew) log.debug('an order was learned from before', { order: event.subject });
    },
  });
}
