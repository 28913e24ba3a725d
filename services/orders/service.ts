import type { ServiceDefinition } from '../../platform/service-definition.ts';

export const orders: ServiceDefinition = {
  name: 'orders',
  about: 'Places orders and brings each to its end: stock, payment, confirmation.',
  owner: 'checkout',
  port: 3004,
  route: 'internal',
  healthPath: '/health/ready',
  size: { cpu: 512, memoryMiB: 1024 },
  scaling: { requestsPerTaskPerMinute: 3000, cpuPercent: 60 },
  objectives: { availabilityPercent: 99.9, latency: { percent: 99, withinMs: 500 } },
  needs: {
    database: true,
    cache: false,
    publishes: ['order-confirmed', 'order-cancelled', 'order-refunded'],
    subscribes: [],
  },
  calls: ['catalog', 'carts', 'payments'],
  callsAlone: ['catalog', 'carts', 'payments'],
  tasks: [],
};
