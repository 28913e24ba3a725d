import type { ServiceDefinition } from '../../platform/service-definition.ts';

export const carts: ServiceDefinition = {
  name: 'carts',
  about: "A shopper's cart, for guests and for users, kept in the cache only.",
  owner: 'checkout',
  port: 3003,
  route: 'internal',
  healthPath: '/health/ready',
  size: { cpu: 256, memoryMiB: 512 },
  scaling: { requestsPerTaskPerMinute: 6000, cpuPercent: 60 },
  objectives: { availabilityPercent: 99.9, latency: { percent: 99, withinMs: 300 } },
  needs: { database: false, cache: true, publishes: [], subscribes: [] },
  calls: ['catalog'],
  tasks: [],
};
