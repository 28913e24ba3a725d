import { describe, expect, it } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { DataStack } from '../../../lib/data/data-stack.ts';
import { EdgeStack } from '../../../lib/edge/edge-stack.ts';
import { NetworkStack } from '../../../lib/network/network-stack.ts';
import { ResilienceStack } from '../../../lib/resilience/resilience-stack.ts';
import type { Experiment } from '../../../platform/stage/experiments.ts';
import { prod, type StageDefinition } from '../../../platform/stages.ts';
import { smallShop as services } from '../synthesis.ts';

/** prod, as if it asked for these. */
function templatesFor(experiments: readonly Experiment[], change: Partial<StageDefinition> = {}) {
  const stage: StageDefinition = {
    ...prod,
    ...change,
    resilience: { noticedBy: 'ourselves', backup: { none: 'not of interest here' }, experiments },
  };
  const app = new App();
  const network = new NetworkStack(app, 'network', { stage });
  const data = new DataStack(app, 'data', { stage, network, services });
  const edge = new EdgeStack(app, 'edge', { stage, network, services });
  const stack = new ResilienceStack(app, 'resilience', { stage, services, network, data, edge });
  return Object.values(Template.fromStack(stack).findResources('AWS::FIS::ExperimentTemplate')).map(
    ({ Properties }) => Properties,
  );
}

const zone = 'eu-central-1a';
const [failed, lost] = templatesFor([
  { kind: 'fail-database-over' },
  { kind: 'lose-zone', zone, minutes: 10 },
]);

describe('the experiment that fails the database over', () => {
  it('restarts the one database of the stage on its standby', () => {
    expect(Object.values(failed?.Actions ?? {})).toEqual([
      {
        ActionId: 'aws:rds:reboot-db-instances',
        Parameters: { forceFailover: 'true' },
        Targets: { DBInstances: 'database' },
      },
    ]);
    expect(JSON.stringify(failed?.Targets.database.ResourceArns)).toContain(':db:shoal-prod"');
  });
});

describe('the experiment that loses a zone', () => {
  it('takes the database and the cache along where they have something elsewhere', () => {
    expect(Object.keys(lost?.Actions ?? {}).sort()).toEqual([
      'cut-off',
      'fail-cache-over',
      'fail-database-over',
    ]);
  });

  it('cuts off only where they would be lost', () => {
    const { database, cache } = prod;
    const [alone] = templatesFor([{ kind: 'lose-zone', zone, minutes: 10 }], {
      database: { ...database, multiAz: false },
      cache: { ...cache, replicas: 0 },
    });
    expect(Object.keys(alone?.Actions ?? {})).toEqual(['cut-off']);
  });

  it('cuts off the subnets of this stage in that zone alone', () => {
    expect(lost?.Targets.subnets).toMatchObject({
      ResourceType: 'aws:ec2:subnet',
      ResourceTags: { platform: 'shoal', stage: 'prod' },
      Parameters: { availabilityZoneIdentifier: zone },
    });
  });
});
