import { describe, expect, it } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import { releasesPastAlarms } from '../../../lib/release/past-alarms.ts';
import { dev } from '../../../platform/stages.ts';
import { synthesis } from '../synthesis.ts';

const both = synthesis();

function alarmsOf(templates: ReadonlyMap<string, string>, stack: string): readonly unknown[] {
  const { Resources } = JSON.parse(templates.get(stack) ?? '{}') as {
    Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
  };
  return Object.values(Resources)
    .filter(({ Type }) => Type === 'AWS::CodeDeploy::DeploymentGroup')
    .map(({ Properties }) => Properties.AlarmConfiguration);
}

describe('a release past alarms', () => {
  const past = synthesis({ context: { pastAlarms: 'catalog' } });

  it('is watched by none of them, and keeps them for the next', () => {
    expect(alarmsOf(both, 'dev-catalog')).toMatchObject([{ Enabled: true }]);
    const [{ Alarms }] = alarmsOf(both, 'dev-catalog') as [{ Alarms: unknown[] }];
    expect(Alarms.length).toBeGreaterThan(3);
    expect(alarmsOf(past, 'dev-catalog')).toEqual([{ Enabled: false, Alarms }]);
  });

  it('changes nothing of other services', () => {
    expect(past.get('dev-gateway')).toBe(both.get('dev-gateway'));
  });

  it('is watched by none of them where ECS moves the traffic either', () => {
    const release = { ...dev.release, strategy: 'ecs-native' } as const;
    const stages = [{ ...dev, release }];
    const native = JSON.parse(
      synthesis({ stages, context: { pastAlarms: 'catalog' } }).get('dev-catalog') ?? '{}',
    ).Resources.Service.Properties;
    const { Enable, AlarmNames } = native.DeploymentConfiguration.Alarms;
    expect(Enable).toBe(false);
    expect(AlarmNames.length).toBeGreaterThan(3);
  });

  it('is for several services where their names are given', () => {
    const app = new App({ context: { pastAlarms: 'catalog, gateway' } });
    const names = ['catalog', 'gateway', 'users'];
    expect(names.filter((name) => releasesPastAlarms(app, name))).toEqual(['catalog', 'gateway']);
  });
});
