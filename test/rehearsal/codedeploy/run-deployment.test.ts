import { describe, expect, it } from '@jest/globals';
import { settled } from './fake-clock.ts';
import { canary, hook, reporting } from './hook.ts';
import { blue, green, groupProperties, openStage } from './stage.ts';

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

  it('lets green serve without a break for as long as its health check takes, before anything else', async () => {
    const stage = await openStage();
    stage.provenMs = 10_000;
    const id = await stage.deploy();
    await stage.clock.advance(9 / 60);
    expect(stage.log).toEqual(['create set-2']);
    // Another task took the place of one that ended: it begins anew.
    stage.steadySince = 2;
    stage.lapses = { count: 1, last: 'catalog:2: 1 tasks ended after they had served' };
    await stage.clock.advance(2 / 60);
    expect(stage.log).toEqual(['create set-2']);
    await stage.clock.advance(10 / 60);
    expect(stage.log.slice(1, 3)).toEqual(['test/rule blue 0 green 100', 'production/rule blue 0 green 100']);
    expect(await stage.info(id)).toMatchObject({ status: 'InProgress' });
  });

  it('fails with the evidence where tasks of green end again after they have served', async () => {
    const stage = await openStage();
    stage.provenMs = 10_000;
    const id = await stage.deploy();
    stage.steadySince = 2;
    stage.lapses = { count: 2, last: 'catalog:2: 2 tasks ended after they had served. out of memory' };
    await stage.clock.advance(10 / 60);
    expect(await stage.info(id)).toMatchObject({
      status: 'Failed',
      errorInformation: {
        code: 'HEALTH_CONSTRAINTS',
        message: expect.stringMatching(/did not become healthy: catalog:2: 2 tasks .* out of memory/),
      },
    });
    expect(stage.weights('production')).toEqual([100, 0]);
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
