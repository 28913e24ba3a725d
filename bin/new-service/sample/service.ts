import type { ServiceDefinition } from '../../../platform/service-definition.ts';

export const sampleThings: ServiceDefinition = {
  name: 'sample-things',
  about: 'Keeps sample things, each for the user who made it.',
  owner: 'platform',
  port: 3999,
  route: 'internal',
  healthPath: '/health/ready',
  size: { cpu: 256, memoryMiB: 512 },
  scaling: { requestsPerTaskPerMinute: 6000, cpuPercent: 60 },
  objectives: { availabilityPercent: 99.9, latency: { percent: 99, withinMs: 300 } },
  needs: { database: true, cache: true, publishes: [], subscribes: [] },
  calls: [],
  // @needs database cache
  goesOnWithout: ['cache'],
  // @end
  tasks: [],
};
