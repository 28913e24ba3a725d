import { describe, expect, it } from '@jest/globals';
import { settled } from './fake-clock.ts';
import { canary, hook, reporting } from './hook.ts';
import { openStage, revisionOf } from './stage.ts';

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

  it('when green takes longer than an hour, with what the balancer says of its tasks', async () => {
    const stage = await openStage();
    stage.steady = new Promise(() => undefined);
    const id = await stage.deploy();
    await stage.clock.advance(61);
    expect((await stage.info(id)).errorInformation).toEqual({
      code: 'TIMEOUT',
      message: expect.stringMatching(
        /period is 60 minutes\. The balancer says of its tasks: Health checks failed with these codes: \[404\]\.$/,
      ),
    });
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

  it('comes before any traffic where an alarm was on already', async () => {
    const alarms = { AlarmConfiguration: { Enabled: true, Alarms: [{ Name: 'catalog/5xx' }] } };
    const stage = await openStage({ config: canary, group: alarms });
    stage.alarms.add('catalog/5xx');
    const id = await stage.deploy();
    await settled();
    expect(await stage.info(id)).toMatchObject({
      status: 'Stopped',
      errorInformation: { code: 'ALARM_ACTIVE' },
    });
    expect(stage.weights('production')).toEqual([100, 0]);
    expect(stage.log).toEqual([]);
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
