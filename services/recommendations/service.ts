import type { ServiceDefinition } from '../../platform/service-definition.ts';

export const recommendations: ServiceDefinition = {
  name: 'recommendations',
  about: "What is bought together, learned from orders; catalog's best sellers where nothing is known.",
  owner: 'discovery',
  port: 3006,
  route: 'internal',
  healthPath: '/health/ready',
  size: { cpu: 256, memoryMiB: 512 },
  scaling: { requestsPerTaskPerMinute: 6000, cpuPercent: 60, eventsPerTaskPerSecond: 50 },
  // The shop sells without it: callers go on with best sellers.
  objectives: { availabilityPercent: 99.5, latency: { percent: 99, withinMs: 300 } },
  needs: { database: false, cache: true, publishes: [], subscribes: ['orders/order-confirmed'] },
  calls: ['catalog', 'carts'],
  // Best sellers remain, the last that it knows of.
  goesOnWithout: ['cache', 'catalog', 'carts'],
  tasks: [],
};
