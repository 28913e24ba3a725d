import { describe, expect, it } from '@jest/globals';
import { settled } from './fake-clock.ts';
import { blue, green, groupProperties, openStage, revisionOf, type Stage } from './stage.ts';

const canary = { Type: 'TimeBasedCanary', TimeBasedCanary: { CanaryPercentage: 5, CanaryInterval: 5 } };
const hook = [{ AfterAllowTestTraffic: 'CodeDeployHook_dev_catalog' }];

/** Makes the hook report through the API, as the real function does. */
function reporting(stage: Stage, status: string): void {
  stage.functions.set('CodeDeployHook_dev_catalog', ({ LifecycleEventHookExecutionId }) =>
    stage.call('PutLifecycleEventHookExecutionStatus', {
      lifecycleEventHookExecutionId: LifecycleEventHookExecutionId,
      status,
    }),
  );
}

describe('a deployment', () => {
  it('proves green behind the test listener, moves production by its steps, and ends blue after the wait', async () => {
    const stage = await openStage({ config: canary });
    reporting(stage, 'Succeeded');
    const id = await stage.deploy(hook);
    expect(stage.log).toEqual([
      'create set-2',
      'test/rule blue 0 green 100',
      'production/rule blue 95 green 5',
    ]);
    await stage.clock.advance(4.9);
    expect(stage.weights('production')).toEqual([95, 5]);
    await stage.clock.advance(0.2);
    expect(stage.weights('production')).toEqual([0, 100]);
    expect(await stage.info(id)).toMatchObject({
      status: 'InProgress',
      instanceTerminationWaitTimeStarted: true,
    });
    await stage.clock.advance(10);
    expect(stage.log.slice(3)).toEqual(['production/rule blue 0 green 100', 'primary set-2', 'delete set-1']);
    expect(await stage.info(id)).toMatchObject({
      status: 'Succeeded',
      creator: 'user',
      deploymentOverview: { Succeeded: 1 },
    });
    expect(new Set(Object.values(await stage.events(id)))).toEqual(new Set(['Succeeded']));
    expect(stage.weights('elsewhere')).toEqual([100, 0]);
  });

  it('hands the AppSpec to ECS in ECS’s spelling', async () => {
    const stage = await openStage();
    const id = await stage.deploy();
    expect(stage.orders[0]).toMatchObject({
      cluster: 'dev',
      service: 'catalog',
      taskDefinition: 'catalog:2',
      targetGroupArn: green,
      containerName: 'catalog',
      containerPort: 3000,
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'], assignPublicIp: 'DISABLED' } },
      externalId: id,
    });
  });

  it('uses the other colour the next time', async () => {
    const stage = await openStage();
    await stage.deploy();
    await stage.clock.advance(10);
    await stage.deploy();
    await stage.clock.advance(10);
    expect(stage.orders.map(({ targetGroupArn }) => targetGroupArn)).toEqual([green, blue]);
    expect(stage.weights('production').at(0)).toBe(0);
    expect([...stage.taskSets.values()]).toMatchObject([
      { id: 'set-3', status: 'PRIMARY', targetGroupArn: blue },
    ]);
  });

  it('says where traffic is while it moves', async () => {
    const stage = await openStage({
      config: { Type: 'TimeBasedLinear', TimeBasedLinear: { LinearPercentage: 40, LinearInterval: 1 } },
    });
    const deploymentId = await stage.deploy();
    const shares: unknown[] = [];
    for (const minutes of [0, 1, 1]) {
      await stage.clock.advance(minutes);
      const { deploymentTargets } = await stage.call<{
        deploymentTargets: { ecsTarget: { taskSetsInfo: object[] } }[];
      }>('BatchGetDeploymentTargets', { deploymentId, targetIds: ['dev:catalog'] });
      shares.push(deploymentTargets[0]?.ecsTarget.taskSetsInfo);
    }
    const sides = (blueShare: number, greenShare: number) => [
      expect.objectContaining({
        taskSetLabel: 'Blue',
        trafficWeight: blueShare,
        targetGroup: { name: 'blue' },
      }),
      expect.objectContaining({
        taskSetLabel: 'Green',
        trafficWeight: greenShare,
        targetGroup: { name: 'green' },
      }),
    ];
    expect(shares).toEqual([sides(60, 40), sides(20, 80), sides(0, 100)]);
  });

  it('removes first what a failed one has left that was not rolled back', async () => {
    const stage = await openStage({ group: { AutoRollbackConfiguration: { Enabled: false } } });
    reporting(stage, 'Failed');
    await stage.deploy(hook);
    expect([...stage.taskSets.keys()]).toEqual(['set-1', 'set-2']);
    await stage.deploy();
    expect(stage.log.slice(2, 4)).toEqual(['delete set-2', 'create set-3']);
  });

  it('waits to be told to go on where its group says so, and skips the termination wait when told to', async () => {
    const ready = { DeploymentReadyOption: { ActionOnTimeout: 'STOP_DEPLOYMENT', WaitTimeInMinutes: 30 } };
    const stage = await openStage({
      group: {
        BlueGreenDeploymentConfiguration: {
          ...(groupProperties.BlueGreenDeploymentConfiguration as object),
          ...ready,
        },
      },
    });
    const deploymentId = await stage.deploy();
    expect(await stage.info(deploymentId)).toMatchObject({ status: 'Ready' });
    await stage.call('ContinueDeployment', { deploymentId, deploymentWaitType: 'READY_WAIT' });
    await settled();
    expect(stage.weights('production')).toEqual([0, 100]);
    await stage.call('ContinueDeployment', { deploymentId, deploymentWaitType: 'TERMINATION_WAIT' });
    await settled();
    expect(await stage.info(deploymentId)).toMatchObject({ status: 'Succeeded' });
    await expect(stage.call('ContinueDeployment', { deploymentId })).rejects.toMatchObject({
      code: 'DeploymentIsNotInReadyStateException',
    });
  });
});

describe('a deployment that fails', () => {
  it('is rolled back before production saw it when the hook says so', async () => {
    const stage = await openStage({ config: canary });
    reporting(stage, 'Failed');
    const id = await stage.deploy(hook);
    const failed = await stage.info(id);
    expect(failed).toMatchObject({ status: 'Failed', errorInformation: { code: 'HOOK_EXECUTION_FAILURE' } });
    expect(await stage.events(id)).toMatchObject({
      AllowTestTraffic: 'Succeeded',
      AfterAllowTestTraffic: 'Failed',
      AllowTraffic: 'Skipped',
    });
    expect(stage.weights('production')).toEqual([100, 0]);
    expect(stage.weights('test')).toEqual([100, 0]);
    const rollback = await stage.info(failed.rollbackInfo?.rollbackDeploymentId ?? '');
    expect(rollback).toMatchObject({
      status: 'Succeeded',
      creator: 'codeDeployRollback',
      rollbackInfo: { rollbackTriggeringDeploymentId: id },
    });
    expect([...stage.taskSets.keys()]).toEqual(['set-1']);
  });

  it('when the hook throws', async () => {
    const stage = await openStage();
    stage.functions.set('CodeDeployHook_dev_catalog', () => {
      throw new Error('no such host');
    });
    const { errorInformation } = await stage.info(await stage.deploy(hook));
    expect(errorInformation).toMatchObject({
      code: 'HOOK_EXECUTION_FAILURE',
      message: expect.stringContaining('no such host'),
    });
  });

  it('when the hook has not reported after an hour, and not before', async () => {
    const stage = await openStage();
    stage.functions.set('CodeDeployHook_dev_catalog', () => 'forgot to report');
    const id = await stage.deploy(hook);
    await stage.clock.advance(59);
    expect(await stage.info(id)).toMatchObject({ status: 'InProgress' });
    await stage.clock.advance(2);
    expect((await stage.info(id)).errorInformation?.message).toContain('did not report within 60 minutes');
  });

  it('when green’s tasks keep failing, with their evidence', async () => {
    const stage = await openStage();
    stage.steady = Promise.reject(new Error('exit code 1: no database'));
    stage.steady.catch(() => undefined);
    const id = await stage.deploy();
    expect(await stage.info(id)).toMatchObject({
      status: 'Failed',
      errorInformation: { code: 'HEALTH_CONSTRAINTS', message: expect.stringContaining('no database') },
    });
    expect(stage.log).toContain('delete set-2');
  });

  it('when ECS refuses the task set', async () => {
    const stage = await openStage();
    const id = await stage.deploy([], { revision: revisionOf({ taskDefinition: 'catalog:404' }) });
    expect(await stage.info(id)).toMatchObject({
      errorInformation: {
        code: 'ECS_UPDATE_ERROR',
        message: expect.stringContaining('Unable to describe task definition'),
      },
    });
  });

  it('when no rule of the production listener forwards to the pair', async () => {
    const pair = {
      TargetGroups: [{ Name: 'blue' }, { Name: 'green' }],
      ProdTrafficRoute: { ListenerArns: ['elsewhere'] },
    };
    const stage = await openStage({ group: { LoadBalancerInfo: { TargetGroupPairInfoList: [pair] } } });
    const { errorInformation } = await stage.info(await stage.deploy());
    expect(errorInformation?.message).toContain('must be behind listener elsewhere');
  });
});

describe('stopping', () => {
  it('takes a canary back to blue', async () => {
    const stage = await openStage({ config: canary });
    const deploymentId = await stage.deploy();
    expect(stage.weights('production')).toEqual([95, 5]);
    await stage.call('StopDeployment', { deploymentId });
    await settled();
    expect(await stage.info(deploymentId)).toMatchObject({
      status: 'Stopped',
      errorInformation: { code: 'MANUAL_STOP' },
    });
    expect(stage.weights('production')).toEqual([100, 0]);
    expect(stage.log.at(-1)).toBe('delete set-2');
    await expect(stage.call('StopDeployment', { deploymentId })).rejects.toMatchObject({
      code: 'DeploymentAlreadyCompletedException',
    });
  });

  it('during the termination wait makes blue primary again', async () => {
    const stage = await openStage();
    const deploymentId = await stage.deploy();
    await stage.clock.advance(5);
    await stage.call('StopDeployment', { deploymentId, autoRollbackEnabled: true });
    await settled();
    expect(stage.log.slice(-4)).toEqual([
      'production/rule blue 100 green 0',
      'test/rule blue 100 green 0',
      'primary set-1',
      'delete set-2',
    ]);
  });

  it('leaves traffic where it is when nobody asks for a rollback', async () => {
    const stage = await openStage({
      config: canary,
      group: { AutoRollbackConfiguration: { Enabled: false } },
    });
    const deploymentId = await stage.deploy();
    await stage.call('StopDeployment', { deploymentId, autoRollbackEnabled: false });
    await settled();
    expect(await stage.info(deploymentId)).toMatchObject({ status: 'Stopped' });
    expect((await stage.info(deploymentId)).rollbackInfo).toBeUndefined();
    expect(stage.weights('production')).toEqual([95, 5]);
  });

  it('is done by an alarm', async () => {
    const alarms = { AlarmConfiguration: { Enabled: true, Alarms: [{ Name: 'catalog/5xx' }] } };
    const stage = await openStage({ config: canary, group: alarms });
    const id = await stage.deploy();
    await stage.clock.advance(1);
    expect(await stage.info(id)).toMatchObject({ status: 'InProgress' });
    stage.alarms.add('catalog/5xx');
    await stage.clock.advance(1);
    expect(await stage.info(id)).toMatchObject({
      status: 'Stopped',
      errorInformation: { code: 'ALARM_ACTIVE', message: expect.stringContaining('catalog/5xx') },
    });
    expect(stage.weights('production')).toEqual([100, 0]);
  });

  it('by closing the plane ends a deployment and touches nothing', async () => {
    const stage = await openStage({ config: canary });
    const id = await stage.deploy();
    const before = [...stage.log];
    await stage.plane.close();
    expect(await stage.info(id)).toMatchObject({ status: 'Stopped' });
    expect(stage.log).toEqual(before);
  });
});

describe('the API', () => {
  it('refuses a second deployment while one is going on', async () => {
    const stage = await openStage();
    const id = await stage.deploy();
    await expect(stage.deploy()).rejects.toMatchObject({
      code: 'DeploymentLimitExceededException',
      message: `The Deployment Group 'catalog' already has an active Deployment '${id}'`,
    });
  });

  it.each<[string, string, Readonly<Record<string, unknown>>]>([
    ['ApplicationDoesNotExistException', 'CreateDeployment', { applicationName: 'x' }],
    ['ApplicationNameRequiredException', 'CreateDeployment', {}],
    [
      'DeploymentGroupDoesNotExistException',
      'CreateDeployment',
      { applicationName: 'shop', deploymentGroupName: 'x' },
    ],
    [
      'RevisionRequiredException',
      'CreateDeployment',
      { applicationName: 'shop', deploymentGroupName: 'catalog' },
    ],
    [
      'DeploymentConfigDoesNotExistException',
      'CreateDeployment',
      {
        applicationName: 'shop',
        deploymentGroupName: 'catalog',
        deploymentConfigName: 'x',
        revision: revisionOf({}),
      },
    ],
    [
      'InvalidRevisionException',
      'CreateDeployment',
      {
        applicationName: 'shop',
        deploymentGroupName: 'catalog',
        revision: { revisionType: 'AppSpecContent', appSpecContent: { content: 'version: 0.0' } },
      },
    ],
    [
      'InvalidRevisionException',
      'CreateDeployment',
      {
        applicationName: 'shop',
        deploymentGroupName: 'catalog',
        revision: revisionOf({ hooks: [{ AfterLunch: 'f' }] }),
      },
    ],
    ['DeploymentDoesNotExistException', 'GetDeployment', { deploymentId: 'd-000000000' }],
    ['DeploymentIdRequiredException', 'GetDeployment', {}],
    ['DeploymentDoesNotExistException', 'StopDeployment', { deploymentId: 'd-000000000' }],
    [
      'InvalidLifecycleEventHookExecutionIdException',
      'PutLifecycleEventHookExecutionStatus',
      { lifecycleEventHookExecutionId: 'x', status: 'Failed' },
    ],
    [
      'InvalidLifecycleEventHookExecutionStatusException',
      'PutLifecycleEventHookExecutionStatus',
      { lifecycleEventHookExecutionId: 'x', status: 'Maybe' },
    ],
  ])('refuses with %s what %s cannot do', async (code, operation, input) => {
    const stage = await openStage();
    await expect(stage.call(operation, input)).rejects.toMatchObject({ code });
  });

  it('lists deployments by status and time, newest first', async () => {
    const stage = await openStage();
    const first = await stage.deploy();
    await stage.clock.advance(60);
    const second = await stage.deploy();
    const list = async (filter: object) => {
      const asked = { applicationName: 'shop', deploymentGroupName: 'catalog', ...filter };
      return (await stage.call<{ deployments: string[] }>('ListDeployments', asked)).deployments;
    };
    expect(await list({})).toEqual([second, first]);
    expect(await list({ includeOnlyStatuses: ['InProgress'] })).toEqual([second]);
    expect(await list({ createTimeRange: { start: stage.clock.now() / 1000 - 60 } })).toEqual([second]);
    const { deploymentsInfo } = await stage.call<{ deploymentsInfo: object[] }>('BatchGetDeployments', {
      deploymentIds: [first, second],
    });
    expect(deploymentsInfo).toMatchObject([{ status: 'Succeeded' }, { status: 'InProgress' }]);
  });

  it('describes a group as it was declared', async () => {
    const stage = await openStage({ config: canary });
    const id = await stage.deploy();
    const answer = await stage.call('GetDeploymentGroup', {
      applicationName: 'shop',
      deploymentGroupName: 'catalog',
    });
    expect(answer).toMatchObject({
      deploymentGroupInfo: {
        deploymentConfigName: 'canary',
        ecsServices: [{ clusterName: 'dev', serviceName: 'catalog' }],
        blueGreenDeploymentConfiguration: {
          terminateBlueInstancesOnDeploymentSuccess: { terminationWaitTimeInMinutes: 10 },
        },
        autoRollbackConfiguration: { enabled: true },
        lastAttemptedDeployment: { deploymentId: id, status: 'InProgress' },
      },
    });
  });

  it('hears a hook once', async () => {
    const stage = await openStage();
    let execution = '';
    stage.functions.set('CodeDeployHook_dev_catalog', ({ LifecycleEventHookExecutionId }) => {
      execution = LifecycleEventHookExecutionId;
    });
    await stage.deploy(hook);
    const report = { lifecycleEventHookExecutionId: execution, status: 'Succeeded' };
    expect(await stage.call('PutLifecycleEventHookExecutionStatus', report)).toEqual({
      lifecycleEventHookExecutionId: execution,
    });
    await expect(stage.call('PutLifecycleEventHookExecutionStatus', report)).rejects.toMatchObject({
      code: 'LifecycleEventAlreadyCompletedException',
    });
  });
});

describe('a template', () => {
  it.each<[string, object, string]>([
    ['Application', { ComputePlatform: 'Lambda' }, "ComputePlatform is 'Lambda'"],
    [
      'DeploymentConfig',
      { ComputePlatform: 'ECS', TrafficRoutingConfig: { Type: 'Dice' } },
      "'Dice' must be AllAtOnce",
    ],
    [
      'DeploymentConfig',
      {
        ComputePlatform: 'ECS',
        TrafficRoutingConfig: {
          Type: 'TimeBasedCanary',
          TimeBasedCanary: { CanaryPercentage: 100, CanaryInterval: 1 },
        },
      },
      "Percentage '100' must be",
    ],
    [
      'DeploymentGroup',
      { ...groupProperties, DeploymentGroupName: 'x', ECSServices: [] },
      'must name one service',
    ],
    [
      'DeploymentGroup',
      { ...groupProperties, DeploymentGroupName: 'x', DeploymentStyle: {} },
      'must be BLUE_GREEN',
    ],
    [
      'DeploymentGroup',
      { ...groupProperties, DeploymentGroupName: 'x', DeploymentConfigName: 'y' },
      'No Deployment Configuration found',
    ],
    ['DeploymentGroup', groupProperties, 'already exists'],
  ])('with a %s of %j is refused', async (type, properties, sentence) => {
    const stage = await openStage();
    await expect(stage.create(type, properties as Readonly<Record<string, unknown>>)).rejects.toThrow(
      sentence,
    );
  });
});
