import { describe, expect, it } from '@jest/globals';
import { serviceNames } from '../../lib/service/service-names.ts';
import { nextAfter, parseCron } from '../../platform/calendar/cron.ts';
import { services } from '../../platform/services.ts';
import { isAwakeAt } from '../../platform/stage/sleep.ts';
import { stages } from '../../platform/stages.ts';
import { nameLimits } from '../../platform/validation/name-limits.ts';
import { statementsOf } from '../support/policies.ts';
import { serviceStacks } from '../support/service-stacks.ts';
import { resourcesOf, type SynthesizedResource, stackOf, synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();
const schedules = resourcesOf(stacks, 'AWS::Scheduler::Schedule');

/** What a reference leads to, in the same stack. */
function referredTo({ stack }: SynthesizedResource, reference: unknown): SynthesizedResource | undefined {
  const id = (reference as { readonly 'Fn::GetAtt'?: readonly string[] })['Fn::GetAtt']?.[0];
  return stacks.find(({ name }) => name === stack)?.resources.find((resource) => resource.id === id);
}

/** What the role of a schedule may do: its own policy, that is. */
function allowedTo(schedule: SynthesizedResource) {
  const role = referredTo(schedule, schedule.properties.Target.RoleArn);
  return stacks
    .flatMap(({ resources }) => resources)
    .filter(
      ({ type, stack, properties }) =>
        type === 'AWS::IAM::Policy' &&
        stack === schedule.stack &&
        JSON.stringify(properties.Roles) === JSON.stringify([{ Ref: role?.id }]),
    )
    .flatMap(statementsOf);
}

describe.each(serviceStacks(stacks))('the one-off tasks of $name', ({ service, stage, names, all }) => {
  const definitions = all('AWS::ECS::TaskDefinition').map(({ properties }) => properties);

  it('have a definition each, which does this one thing', () => {
    const once = service.needs.database ? ['migrate', ...service.tasks] : service.tasks;
    expect(
      definitions
        .map(({ Family, ContainerDefinitions: [{ Command }] }) => [Family, Command?.[1]])
        .filter(([, command]) => command !== undefined)
        .sort(),
    ).toEqual(once.map((task) => [`${stage.name}-${service.name}-${task}`, task]).sort());
  });

  it('see the secrets made for the service, and neither keys of tokens nor the cache', () => {
    for (const task of service.tasks) {
      const own = definitions.find(({ Family }) => Family === names.familyOf(task));
      const seen = (own?.ContainerDefinitions[0].Secrets ?? []).map(({ Name }: { Name: string }) => Name);
      expect(seen).not.toContain('TOKEN_KEYS');
      expect(seen).not.toContain('CACHE_PASSWORD');
    }
  });

  it('run by the clock where their definition says so, in the network of the service, on the newest revision', () => {
    const own = all('AWS::Scheduler::Schedule');
    const wanted = Object.keys(service.schedules ?? {});
    expect(own.map(({ properties }) => properties.Name).sort()).toEqual(
      wanted.map((task) => `${stage.name}-${service.name}-${task}`).sort(),
    );
    const [serving] = all('AWS::ECS::Service');
    for (const { properties } of own) {
      const { TaskDefinitionArn, NetworkConfiguration } = properties.Target.EcsParameters;
      expect(all('AWS::ECS::TaskDefinition').map(({ id }) => ({ Ref: id }))).toContainEqual(
        TaskDefinitionArn,
      );
      expect(NetworkConfiguration.AwsvpcConfiguration.SecurityGroups).toEqual(
        serving?.properties.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups,
      );
    }
  });
});

describe('a schedule', () => {
  it('exists for each task that has one, for the ground of each stage that sleeps, and for its weekly release', () => {
    expect(schedules.length).toBeGreaterThan(stages.length);
    const tasks = services.flatMap(({ schedules = {} }) => Object.keys(schedules)).length * stages.length;
    const renewed = stages.filter(({ phoenix }) => !('none' in phoenix)).length;
    const ground = stages
      .filter(({ sleep }) => !('none' in sleep))
      .map(({ nat }) => (nat === 'instance' ? 4 : 2));
    expect(schedules).toHaveLength(ground.reduce((sum, each) => sum + each, tasks + renewed));
  });

  it.each(schedules)('$address fails where an alarm sees it', ({ stage, properties }) => {
    const { Arn } = properties.Target.DeadLetterConfig;
    expect(JSON.stringify(Arn)).toMatch(new RegExp(`:${stage}-failed-schedules"`));
    const queue = stackOf(stacks, stage, 'network').resources.find(
      ({ type, properties: { QueueName } }) =>
        type === 'AWS::SQS::Queue' && QueueName === `${stage}-failed-schedules`,
    );
    const alarms = resourcesOf(stacks, 'AWS::CloudWatch::Alarm').filter(
      ({ stack, properties: { Dimensions } }) =>
        stack === `${stage}-network` && JSON.stringify(Dimensions ?? '').includes(`"${queue?.id}"`),
    );
    expect(alarms.map(({ properties: { Threshold, MetricName } }) => [MetricName, Threshold])).toEqual([
      ['ApproximateNumberOfMessagesVisible', 1],
    ]);
  });

  it.each(stages)(
    '$name hears of a task that ended badly, but not of what GuardDuty put beside it',
    ({ name }) => {
      const [rule, ...others] = stackOf(stacks, name, 'network').resources.filter(
        ({ type, properties }) =>
          type === 'AWS::Events::Rule' && properties.Name === `${name}-failed-scheduled-tasks`,
      );
      expect(others).toEqual([]);
      const container = { name: [{ 'anything-but': { prefix: 'aws-guardduty-agent' } }] };
      expect(rule?.properties.EventPattern.detail.$or).toEqual([
        { containers: { ...container, exitCode: [{ 'anything-but': 0 }] } },
        { containers: { ...container, exitCode: [{ exists: false }] } },
      ]);
    },
  );

  it.each(schedules)('$address works as a role that only schedules of its stage can be', (schedule) => {
    const role = referredTo(schedule, schedule.properties.Target.RoleArn);
    const [trust] = role?.properties.AssumeRolePolicyDocument.Statement ?? [];
    expect(trust?.Principal).toEqual({ Service: 'scheduler.amazonaws.com' });
    expect(JSON.stringify(trust?.Condition)).toContain(`:schedule-group/${schedule.stage}"`);
    expect(schedule.properties.GroupName).toBe(schedule.stage);
  });

  it.each(schedules)('$address may do what it does, report that it failed, and nothing else', (schedule) => {
    const report = ['kms:Decrypt', 'kms:GenerateDataKey', 'sqs:SendMessage'];
    const work: Readonly<Record<string, readonly string[]>> = {
      rds: ['rds:StartDBInstance', 'rds:StopDBInstance'],
      ec2: ['ec2:StartInstances', 'ec2:StopInstances'],
      codebuild: ['codebuild:StartBuild'],
      task: ['ecs:RunTask', 'iam:PassRole'],
    };
    const service = /aws-sdk:(\w+):/.exec(JSON.stringify(schedule.properties.Target.Arn))?.[1] ?? 'task';
    const statements = allowedTo(schedule);
    expect(statements.flatMap(({ actions }) => actions).sort()).toEqual(
      [...(work[service] ?? []), ...report].sort(),
    );
    for (const { actions, resources } of statements) {
      if (actions.includes('ecs:RunTask')) {
        expect(JSON.stringify(resources)).toContain(`:task-definition/${schedule.properties.Name}:*`);
      } else expect(JSON.stringify(resources)).not.toContain('*');
    }
  });

  it.each(schedules.filter(({ properties }) => 'EcsParameters' in properties.Target))(
    '$address is due only while its stage is awake',
    ({ stage: name, properties: { ScheduleExpression, ScheduleExpressionTimezone } }) => {
      const stage = stages.find((each) => each.name === name);
      if (stage === undefined || 'none' in stage.sleep) return;
      const cron = parseCron(ScheduleExpression);
      let at = Date.parse('2026-03-20T00:00:00Z');
      for (let times = 0; times < 20; times += 1) {
        at = nextAfter(cron, at, ScheduleExpressionTimezone);
        expect({ at: new Date(at), awake: isAwakeAt(stage.sleep, at) }).toEqual({
          at: new Date(at),
          awake: true,
        });
      }
    },
  );
});

describe('names by the clock', () => {
  it('stay within 64 characters, for the longest that definitions take', () => {
    const [stage, service, task] = [nameLimits.stage, nameLimits.service, 30].map((length) =>
      'n'.repeat(length),
    );
    const names = serviceNames(stage ?? '', service ?? '');
    expect(names.workRole.length).toBeLessThanOrEqual(64);
    expect(`${stage}-${service}-${task}`.length).toBeLessThanOrEqual(64);
    expect(Math.max(...schedules.map(({ properties }) => properties.Name.length))).toBeLessThanOrEqual(
      // `npx shoal wake` makes another beside it.
      64 - '-late'.length,
    );
  });
});

describe('the ground of a stage that sleeps', () => {
  const sleeping = stages.filter(({ sleep }) => !('none' in sleep));

  it.each(sleeping)('wakes in $name before any service does, and sleeps after all of them', ({ name }) => {
    const [target] = resourcesOf(stacks, 'AWS::ApplicationAutoScaling::ScalableTarget').filter(
      ({ stage }) => stage === name,
    );
    const ground = schedules.filter(
      ({ stage, properties }) => stage === name && /-(wakes|sleeps)$/.test(properties.Name),
    );
    expect(ground.length).toBeGreaterThan(0);
    const week = Date.parse('2026-11-16T00:00:00Z');
    for (const { properties } of ground) {
      const which = properties.Name.endsWith('-wakes') ? 'wakes' : 'sleeps';
      const action = target?.properties.ScheduledActions.find(
        ({ ScheduledActionName }: { ScheduledActionName: string }) => ScheduledActionName === which,
      );
      const own = nextAfter(
        parseCron(properties.ScheduleExpression),
        week,
        properties.ScheduleExpressionTimezone,
      );
      const services = nextAfter(parseCron(action.Schedule), week, action.Timezone);
      const minutes = (which === 'wakes' ? services - own : own - services) / 60_000;
      expect({ name: properties.Name, enough: minutes >= 10 && minutes <= 60 }).toEqual({
        name: properties.Name,
        enough: true,
      });
    }
  });

  it('is stopped nowhere else', () => {
    const stopped = schedules.filter(({ properties }) =>
      /aws-sdk:(rds|ec2):/.test(JSON.stringify(properties.Target.Arn)),
    );
    expect([...new Set(stopped.map(({ stage }) => stage))]).toEqual(sleeping.map(({ name }) => name));
  });

  it('is all that `npx shoal wake` wakes: a database and instances', () => {
    const asleep = schedules.filter(({ properties }) => properties.Name.endsWith('-sleeps'));
    const woken = ['aws-sdk:rds:stopDBInstance', 'aws-sdk:ec2:stopInstances'];
    const others = asleep.filter(
      ({ properties }) => !woken.some((target) => properties.Target.Arn === `arn:aws:scheduler:::${target}`),
    );
    expect(others).toEqual([]);
    const instances = resourcesOf(stacks, 'AWS::EC2::Instance').filter(({ stage }) =>
      asleep.some((schedule) => schedule.stage === stage),
    );
    for (const { properties, stage } of instances) {
      expect(properties.Tags).toContainEqual({ Key: 'platform', Value: 'shoal' });
      expect(properties.Tags).toContainEqual({ Key: 'stage', Value: stage });
    }
  });
});
