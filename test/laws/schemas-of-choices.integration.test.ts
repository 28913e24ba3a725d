import { describe, expect, it } from '@jest/globals';
import { checkSchemas } from '../../lib/validation/schemas.ts';
import { dev, prod, type StageDefinition, staging } from '../../platform/stages.ts';
import { smallShop, synthesis } from '../lib/synthesis.ts';

const elsewhere = 'eu-west-2';
const { backup } = staging.resilience;

/** What a stage may choose and none of ours does. What they do choose is held when they are synthesized. */
const unchosen: readonly StageDefinition[] = [
  {
    ...prod,
    release: {
      strategy: 'ecs-native',
      steps: { kind: 'canary', percent: 5, minutes: 10 },
      keepOldMinutes: 15,
    },
    database: { ...prod.database, replicas: 2, proxy: { connectionsPercent: 80, borrowSeconds: 5 } },
    cache: { ...prod.cache, replicas: 2 },
    edge: {
      ...prod.edge,
      visitors: { addresses: ['203.0.113.0/24'] },
      firewall: {
        requestsPerAddress: 3000,
        blockedCountries: ['AQ'],
        blockedAddresses: ['198.51.100.0/24'],
        unlimitedAddresses: ['203.0.113.7/32'],
      },
    },
    canary: { none: 'the door is open to some addresses alone' },
    telemetry: { ...prod.telemetry, containerInsights: { mode: 'enhanced' } },
  },
  {
    ...dev,
    release: {
      strategy: 'ecs-native',
      steps: { kind: 'linear', percent: 25, everyMinutes: 3 },
      keepOldMinutes: 5,
    },
  },
  {
    ...staging,
    region: elsewhere,
    zones: [`${elsewhere}a`, `${elsewhere}b`, `${elsewhere}c`],
    baseline: { none: 'the account has one of its own' },
    resilience: {
      ...staging.resilience,
      backup: 'none' in backup ? backup : { ...backup, lock: { kind: 'compliance', changeableForDays: 30 } },
      experiments: { none: 'its zones have other names' },
    },
    release: {
      strategy: 'codedeploy',
      steps: { kind: 'linear', percent: 25, everyMinutes: 3 },
      keepOldMinutes: 5,
    },
  },
];

describe('what no stage has chosen yet', () => {
  it('is written as CloudFormation takes it', () => {
    expect(() => synthesis({ stages: unchosen, services: smallShop, hold: checkSchemas })).not.toThrow();
  });
});
