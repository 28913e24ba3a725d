import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Weighted } from '../../../rehearsal/elbv2/rule-action.ts';
import type { Properties } from '../../../rehearsal/plane.ts';
import { createFakeClock, type FakeClock } from '../codedeploy/fake-clock.ts';
import { call, EcsWorld, server } from './ecs-world.ts';

const broken = 'process.exit(1);';
const shares = new Map<string, readonly Weighted[]>();
const asked: { lifecycleStage: string }[] = [];
let answers: unknown[];
let alarms: string[];
let clock: FakeClock;
let world: EcsWorld;

beforeEach(async () => {
  clock = createFakeClock();
  answers = [];
  alarms = [];
  asked.length = 0;
  for (const rule of ['production', 'test']) {
    shares.set(rule, [
      { targetGroupArn: 'blue', weight: 100 },
      { targetGroupArn: 'green', weight: 0 },
    ]);
  }
  world = new EcsWorld({
    valueOf: (name) => name,
    native: {
      clock,
      rules: {
        forwardOf: (rule) => shares.get(rule) ?? [],
        setForward: (rule, weights) => void shares.set(rule, weights),
      },
      functions: {
        invoke: async (_name, payload) => {
          asked.push(payload as { lifecycleStage: string });
          return answers.shift() ?? { hookStatus: 'SUCCEEDED' };
        },
      },
      alarms: { inAlarm: (names) => alarms.filter((name) => names.includes(name)) },
      patienceMs: 0,
      steadyFloorMs: 0,
      targetGroups: { provenMsOf: () => 0 },
    },
  });
  await world.create('AWS::ECS::Cluster', { ClusterName: 'dev' });
});
afterEach(() => world.close());

function native(revision: string, configuration: Properties): Properties {
  return {
    Cluster: 'dev',
    ServiceName: 'catalog',
    TaskDefinition: revision,
    DeploymentController: { Type: 'ECS' },
    DeploymentConfiguration: {
      BakeTimeInMinutes: 5,
      LifecycleHooks: [
        {
          HookTargetArn: 'arn:aws:lambda:::function:proof',
          RoleArn: 'role',
          LifecycleStages: ['POST_TEST_TRAFFIC_SHIFT'],
        },
      ],
      Alarms: { Enable: true, Rollback: true, AlarmNames: ['dev/catalog/5xx-green'] },
      ...configuration,
    },
    LoadBalancers: [
      {
        ContainerName: 'catalog',
        ContainerPort: 21510,
        TargetGroupArn: 'blue',
        AdvancedConfiguration: {
          AlternateTargetGroupArn: 'green',
          ProductionListenerRule: 'production',
          TestListenerRule: 'test',
          RoleArn: 'role',
        },
      },
    ],
  };
}

/** Green's share of a rule. */
const green = (rule: string) =>
  shares.get(rule)?.find(({ targetGroupArn }) => targetGroupArn === 'green')?.weight;

interface Told {
  readonly status: string;
  readonly lifecycleStage: string;
  readonly statusReason?: string;
}

async function newest(): Promise<Told> {
  const { serviceDeployments } = await world.ask<{ serviceDeployments: readonly Told[] }>(
    'ListServiceDeployments',
    { cluster: 'dev', service: 'catalog' },
  );
  const [first] = serviceDeployments;
  if (!first) throw new Error('no deployment');
  return first;
}

const stage = async () => (await newest()).lifecycleStage;

/** A service on its first revision, and an update to the second under way. */
async function underWay(configuration: Properties, script = server) {
  const first = await world.define(world.image('v1', server));
  const before = native(first, configuration);
  const physicalId = await world.create('AWS::ECS::Service', before);
  const second = await world.define(world.image('v2', script));
  const outcome = world
    .type('AWS::ECS::Service')
    .update({
      ...call,
      type: 'AWS::ECS::Service',
      physicalId,
      oldProperties: before,
      properties: native(second, configuration),
    })
    .then(
      () => 'updated',
      ({ message }: Error) => message,
    );
  return { first, second, outcome };
}

async function serving(): Promise<readonly string[]> {
  const { services } = await world.ask<{
    services: readonly { currentServiceRevisions: { arn: string }[] }[];
  }>('DescribeServices', { cluster: 'dev', services: ['catalog'] });
  const serviceRevisionArns = services[0]?.currentServiceRevisions.map(({ arn }) => arn);
  const { serviceRevisions } = await world.ask<{ serviceRevisions: readonly { taskDefinition: string }[] }>(
    'DescribeServiceRevisions',
    { serviceRevisionArns },
  );
  return serviceRevisions.map(({ taskDefinition }) => taskDefinition);
}

const canary = { Strategy: 'CANARY', CanaryConfiguration: { CanaryPercent: 5, CanaryBakeTimeInMinutes: 10 } };

describe('a deployment that ECS makes by itself', () => {
  it('proves the new tasks on the test rule first, then moves its share, then the rest, and bakes', async () => {
    const { second, outcome } = await underWay(canary);
    await world.until('the canary', async () => (await stage()) === 'PRODUCTION_TRAFFIC_SHIFT');
    expect(asked.map(({ lifecycleStage }) => lifecycleStage)).toEqual(['POST_TEST_TRAFFIC_SHIFT']);
    expect([green('test'), green('production')]).toEqual([100, 5]);
    await clock.advance(10);
    expect([await stage(), green('production')]).toEqual(['BAKE_TIME', 100]);
    expect(await serving()).toHaveLength(2);
    await clock.advance(5);
    expect(await outcome).toBe('updated');
    expect(await serving()).toEqual([second]);
    expect(await newest()).toMatchObject({ status: 'SUCCESSFUL' });
  });

  it('moves in equal parts where it is linear', async () => {
    const { outcome } = await underWay({
      Strategy: 'LINEAR',
      LinearConfiguration: { StepPercent: 40, StepBakeTimeInMinutes: 6 },
    });
    await world.until('the first part', () => green('production') === 40);
    await clock.advance(6);
    expect(green('production')).toBe(80);
    await clock.advance(6);
    expect(green('production')).toBe(100);
    await clock.advance(5);
    expect(await outcome).toBe('updated');
  });

  it('asks a hook again that is not done, and goes back where one says no', async () => {
    answers = [{ hookStatus: 'IN_PROGRESS', callBackDelay: 60 }, { hookStatus: 'FAILED' }];
    const { first, outcome } = await underWay({ Strategy: 'BLUE_GREEN' });
    await world.until('the first question', () => asked.length === 1);
    expect(green('production')).toBe(0);
    await clock.advance(1);
    expect(await outcome).toMatch(
      /rolled back: .*hook execution failure.*proof answered hookStatus "FAILED"/,
    );
    expect([green('test'), green('production')]).toEqual([0, 0]);
    expect(await serving()).toEqual([first]);
    expect(await newest()).toMatchObject({ status: 'ROLLBACK_SUCCESSFUL' });
  });

  it('goes back on an alarm while it bakes, and says which', async () => {
    const { first, outcome } = await underWay(canary);
    await world.until('the canary', () => green('production') === 5);
    await clock.advance(10);
    expect(green('production')).toBe(100);
    alarms = ['dev/catalog/5xx-green', 'of somebody else'];
    await clock.advance(1);
    expect(await outcome).toMatch(/alarm detected: dev\/catalog\/5xx-green$/);
    expect(green('production')).toBe(0);
    expect(await serving()).toEqual([first]);
  });

  it('watches no alarm where one was on when it began', async () => {
    alarms = ['dev/catalog/5xx-green'];
    const { second, outcome } = await underWay(canary);
    await world.until('the canary', () => green('production') === 5);
    await clock.advance(10);
    await clock.advance(5);
    expect(await outcome).toBe('updated');
    expect(await serving()).toEqual([second]);
  });

  it('goes back when it is asked to, and is asked once', async () => {
    const { outcome } = await underWay(canary);
    await world.until('the canary', () => green('production') === 5);
    const { serviceDeploymentArn } = (await newest()) as unknown as { serviceDeploymentArn: string };
    await world.ask('StopServiceDeployment', { serviceDeploymentArn, stopType: 'ROLLBACK' });
    expect(await outcome).toMatch(/stopped by a user/);
    await expect(world.ask('StopServiceDeployment', { serviceDeploymentArn })).rejects.toThrow('has ended');
  });

  it('goes back with the evidence where its tasks never serve', async () => {
    const { first, outcome } = await underWay({ Strategy: 'BLUE_GREEN' }, broken);
    expect(await outcome).toMatch(/3 tasks in a row ended before they served/);
    expect(await serving()).toEqual([first]);
    expect(asked).toEqual([]);
  });
});

describe('a service whose traffic ECS moves', () => {
  it('is refused where its rules do not lead to both target groups', async () => {
    shares.set('production', [{ targetGroupArn: 'blue', weight: 100 }]);
    shares.set('test', [{ targetGroupArn: 'blue', weight: 100 }]);
    const revision = await world.define(world.image('v1', server));
    await expect(world.create('AWS::ECS::Service', native(revision, canary))).rejects.toThrow(
      'Both targetGroup and alternateTargetGroup must be associated',
    );
  });
});
