import type { ServiceDefinition } from '../../platform/service-definition.ts';
import { catalogSettings } from './settings.ts';

export const catalog: ServiceDefinition = {
  name: 'catalog',
  about: 'Products, their search, and the stock that orders reserve.',
  owner: 'merchandise',
  port: 3001,
  route: 'internal',
  healthPath: '/health/ready',
  size: { cpu: 256, memoryMiB: 512 },
  scaling: { requestsPerTaskPerMinute: 6000, cpuPercent: 60 },
  objectives: { availabilityPercent: 99.9, latency: { percent: 99, withinMs: 300 } },
  needs: { database: true, cache: true, publishes: [], subscribes: [] },
  calls: [],
  goesOnWithout: ['cache'],
  tasks: ['seed'],
  settings: catalogSettings,
};
