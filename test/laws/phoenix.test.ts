import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { services } from '../../platform/services.ts';
import { baselineOf, isOn } from '../../platform/stage/baseline.ts';
import { phoenixCron } from '../../platform/stage/phoenix.ts';
import { days } from '../../platform/stage/sleep.ts';
import { stages } from '../../platform/stages.ts';
import { isBoundary, statementsOf } from '../support/policies.ts';
import { root } from '../support/source-hash.ts';
import { resourcesOf, stackOf, synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();
const renewed = stages.flatMap((stage) => {
  const { name, phoenix } = stage;
  return 'none' in phoenix ? [] : [{ name, phoenix, stage }];
});

describe('every stage that protects data', () => {
  it.each(stages.filter(({ protectsData }) => protectsData))(
    'has its tasks replaced each week by the clock: $name',
    ({ name, phoenix }) => {
      expect(phoenix).not.toHaveProperty('none');
      expect(stackOf(stacks, name, 'phoenix').resources.map(({ type }) => type)).toContain(
        'AWS::Scheduler::Schedule',
      );
    },
  );

  it('is renewed in the same week as the stage before it, and half a day later at least', () => {
    const hours = renewed.map(
      ({ phoenix: { day, at } }) => days.indexOf(day) * 24 + Number(at.split(':')[0]),
    );
    const pauses = hours.slice(1).map((hour, index) => hour - (hours[index] ?? 0));
    expect(pauses.filter((pause) => pause < 12)).toEqual([]);
  });
});

describe.each(renewed)('the weekly release of $name', ({ name, phoenix, stage }) => {
  const own = [stackOf(stacks, name, 'phoenix')];
  const [project] = resourcesOf(own, 'AWS::CodeBuild::Project');
  const [schedule] = resourcesOf(own, 'AWS::Scheduler::Schedule');

  it('is started once a week, and starts its own project', () => {
    expect(schedule?.properties.ScheduleExpression).toBe(phoenixCron(phoenix));
    expect(schedule?.properties.Target.Input).toBe(JSON.stringify({ ProjectName: `${name}-phoenix` }));
    expect(project?.properties.Name).toBe(`${name}-phoenix`);
  });

  it('is what a person would type, on the base layers of this week, for what runs there already', () => {
    const { BuildSpec } = project?.properties.Source ?? {};
    expect(existsSync(join(root, BuildSpec))).toBe(true);
    expect(readFileSync(join(root, BuildSpec), 'utf8')).toContain(
      'node bin/start.mjs deploy --stage "$STAGE" --base this-week --renew',
    );
    expect(project?.properties.Environment.EnvironmentVariables).toEqual([
      { Name: 'STAGE', Type: 'PLAINTEXT', Value: name },
    ]);
  });

  it('is built on the processor of the images, one at a time, with a log that is encrypted', () => {
    const { Environment, ConcurrentBuildLimit, EncryptionKey, LogsConfig } = project?.properties ?? {};
    expect([Environment.Type, Environment.PrivilegedMode, ConcurrentBuildLimit]).toEqual([
      'ARM_CONTAINER',
      true,
      1,
    ]);
    expect(EncryptionKey).toBeDefined();
    const [log] = resourcesOf(own, 'AWS::Logs::LogGroup').filter(
      ({ properties }) => properties.LogGroupName === `/shoal/${name}/phoenix`,
    );
    expect(LogsConfig.CloudWatchLogs).toEqual({ GroupName: { Ref: log?.id }, Status: 'ENABLED' });
    expect(log?.properties.KmsKeyId).toBeDefined();
  });

  it('has time for the longest release of every service', () => {
    expect(project?.properties.TimeoutInMinutes).toBeGreaterThan(services.length * 15);
    expect(project?.properties.TimeoutInMinutes).toBeLessThanOrEqual(36 * 60);
  });

  it('tells when it fails, however it ends', () => {
    const rules = resourcesOf(own, 'AWS::Events::Rule').map(({ properties }) => properties);
    expect(rules.map(({ EventPattern }) => EventPattern.detail)).toEqual([
      { 'project-name': [`${name}-phoenix`], 'build-status': ['FAILED', 'FAULT', 'STOPPED', 'TIMED_OUT'] },
    ]);
    const alarms = resourcesOf(own, 'AWS::CloudWatch::Alarm').map(({ properties }) => properties.AlarmName);
    expect(alarms).toEqual([`${name}/phoenix/failed`]);
  });

  it("works as a role that becomes the CDK's in its own regions, and nobody else", () => {
    const statements = resourcesOf(own, 'AWS::IAM::Policy').flatMap(statementsOf);
    const assumed = statements
      .filter(({ actions }) => actions.includes('sts:AssumeRole'))
      .flatMap(({ resources }) => resources.map((resource) => JSON.stringify(resource)));
    expect(assumed.length).toBeGreaterThan(2);
    const { boundary } = baselineOf(stage);
    const regions = isOn(boundary) ? boundary.regions : [];
    const cdk = new RegExp(
      `:role/cdk-hnb659fds-(deploy|file-publishing|lookup)-role-.*-(${regions.join('|')})"`,
    );
    expect(assumed.filter((resource) => !cdk.test(resource))).toEqual([]);
  });

  it('pushes images of ours and no others', () => {
    const pushed = resourcesOf(own, 'AWS::IAM::Policy')
      .flatMap(statementsOf)
      .filter(({ actions }) => actions.includes('ecr:PutImage'))
      .flatMap(({ resources }) => resources.map((resource) => JSON.stringify(resource)));
    expect(pushed).toHaveLength(services.length);
    for (const service of services) {
      expect(pushed.join()).toContain(`:repository/shoal/${service.name}"`);
    }
  });

  it('fetches the repository by its own policy and under the boundary, whichever name the connection has', () => {
    const [bounded, ...more] = resourcesOf(stacks, 'AWS::IAM::ManagedPolicy').filter(
      (policy) => policy.stage === name && isBoundary(policy),
    );
    expect(more).toEqual([]);
    const uses = ['codeconnections:UseConnection', 'codestar-connections:UseConnection'];
    for (const policies of [resourcesOf(own, 'AWS::IAM::Policy'), bounded === undefined ? [] : [bounded]]) {
      expect(policies.flatMap(statementsOf).flatMap(({ actions }) => actions)).toEqual(
        expect.arrayContaining(uses),
      );
    }
  });

  it('is, beside what deploys for pipelines, all of its stage that may become another role', () => {
    const able = resourcesOf(stacks, 'AWS::IAM::Policy')
      .filter((policy) => policy.stage === name)
      .flatMap(statementsOf)
      .filter(({ actions }) => actions.includes('sts:AssumeRole'));
    expect(new Set(able.map(({ address }) => address.split('/')[0]))).toEqual(
      new Set([`${name}-delivery`, `${name}-phoenix`]),
    );
  });
});
