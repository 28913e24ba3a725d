import type { ServiceDefinition } from '../../../platform/service-definition.ts';
import { catalog } from '../../../services/catalog/service.ts';
import { gateway } from '../../../services/gateway/service.ts';
import { returns } from '../../fixtures/returns.ts';

const publishing: ServiceDefinition = {
  ...returns,
  name: 'orders',
  needs: { ...returns.needs, publishes: ['order-placed', 'order-confirmed', 'order-refunded'] },
};
const both: ServiceDefinition = {
  ...catalog,
  needs: { ...catalog.needs, publishes: ['product-changed'], subscribes: ['orders/order-confirmed'] },
};
const subscribing: ServiceDefinition = {
  ...returns,
  name: 'recommendations',
  about: 'Learns what is bought together.',
  port: 3006,
  calls: [],
  needs: {
    ...returns.needs,
    database: false,
    subscribes: ['orders/order-confirmed', 'catalog/product-changed', 'orders/order-refunded'],
  },
};

/** One service that publishes, one that does both, one that subscribes to two others, and one that does neither. */
export const shopWithEvents: readonly ServiceDefinition[] = [gateway, both, publishing, subscribing];
