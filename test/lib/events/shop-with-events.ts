import type { ServiceDefinition } from '../../../platform/service-definition.ts';
import { returns } from '../../fixtures/returns.ts';

const none = { ...returns, calls: [], needs: { ...returns.needs, publishes: [], subscribes: [] } };

/** One service that does neither, one that does both, one that publishes, and one that subscribes to two others. */
export const shopWithEvents: readonly ServiceDefinition[] = [
  { ...none, name: 'gateway', about: 'Stands before the others.', route: 'public', port: 3000 },
  {
    ...none,
    name: 'catalog',
    about: 'Knows what is sold.',
    needs: { ...none.needs, publishes: ['product-changed'], subscribes: ['orders/order-confirmed'] },
    scaling: { ...none.scaling, eventsPerTaskPerSecond: 50 },
  },
  {
    ...none,
    name: 'orders',
    about: 'Places orders and keeps them.',
    needs: { ...none.needs, publishes: ['order-placed', 'order-confirmed', 'order-refunded'] },
  },
  {
    ...none,
    name: 'recommendations',
    about: 'Learns what is bought together.',
    needs: {
      ...none.needs,
      database: false,
      subscribes: ['orders/order-confirmed', 'catalog/product-changed', 'orders/order-refunded'],
    },
    scaling: { ...none.scaling, eventsPerTaskPerSecond: 50 },
  },
];
