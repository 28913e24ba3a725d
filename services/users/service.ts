import type { ServiceDefinition } from '../../platform/service-definition.ts';

export const users: ServiceDefinition = {
  name: 'users',
  about: 'Who people are: accounts, sign-in, roles, and the keys that sign access tokens.',
  owner: 'identity',
  port: 3002,
  route: 'internal',
  healthPath: '/health/ready',
  size: { cpu: 512, memoryMiB: 1024 },
  // Most of its work is hashing passwords, so it scales by processor long before it scales by requests.
  scaling: { requestsPerTaskPerMinute: 3000, cpuPercent: 60 },
  // A sign-in hashes a password, on purpose slowly.
  objectives: { availabilityPercent: 99.9, latency: { percent: 99, withinMs: 800 } },
  needs: {
    database: true,
    cache: true,
    publishes: ['user-registered'],
    subscribes: [],
    secrets: ['KEY_ENCRYPTION_KEY'],
  },
  calls: [],
  goesOnWithout: ['cache'],
  signsTokens: true,
  tasks: ['seed', 'rotate-keys'],
  // In working hours: somebody is there if tokens should no longer be believed.
  schedules: { 'rotate-keys': { at: '09:00', days: ['TUE'] } },
};
