import { describe, expect, it } from '@jest/globals';
import { canary, hook } from './hook.ts';
import { groupProperties, openStage, revisionOf } from './stage.ts';

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
