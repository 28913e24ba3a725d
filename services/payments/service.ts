import type { ServiceDefinition } from '../../platform/service-definition.ts';

export const payments: ServiceDefinition = {
  name: 'payments',
  about: 'Authorizes, captures and refunds payments at a provider, and keeps their ledger.',
  owner: 'finance',
  port: 3005,
  route: 'internal',
  healthPath: '/health/ready',
  size: { cpu: 256, memoryMiB: 512 },
  scaling: { requestsPerTaskPerMinute: 6000, cpuPercent: 60 },
  objectives: { availabilityPercent: 99.9, latency: { percent: 99, withinMs: 500 } },
  needs: { database: true, cache: false, publishes: [], subscribes: [] },
  calls: [],
  tasks: ['reconcile'],
  schedules: { reconcile: { at: '02:30' } },
};
