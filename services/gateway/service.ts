import type { ServiceDefinition } from '../../platform/service-definition.ts';
import { gatewaySettings } from './settings.ts';

const calls = ['catalog', 'users', 'carts', 'orders', 'recommendations'];

export const gateway: ServiceDefinition = {
  name: 'gateway',
  about: 'The one public door: verifies tokens, limits rates, routes by name and opens circuits.',
  owner: 'storefront',
  port: 3000,
  route: 'public',
  healthPath: '/health/ready',
  size: { cpu: 256, memoryMiB: 512 },
  scaling: { requestsPerTaskPerMinute: 6000, cpuPercent: 60 },
  objectives: { availabilityPercent: 99.9, latency: { percent: 99, withinMs: 500 } },
  needs: { database: false, cache: true, publishes: [], subscribes: [] },
  calls,
  // Each task limits rates by itself meanwhile.
  goesOnWithout: ['cache'],
  tasks: [],
  settings: gatewaySettings(calls),
};
