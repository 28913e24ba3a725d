import { describe, expect, it } from '@jest/globals';
import { RefusedByAwsError } from '../../../pipeline/release/refused-by-aws.ts';
import { ReleaseFailedError } from '../../../pipeline/release/release-failed.ts';
import { ReleaseScene } from './release-scene.ts';
import { awsError } from './strict-client.ts';

const waiting = { IsComplete: false };

describe('Custom::Release', () => {
  it('starts nothing when the service is created with its first revision', async () => {
    const scene = new ReleaseScene(1);
    const event = await scene.accepted(scene.creation(1));
    expect(event.PhysicalResourceId).toBe('dev/catalog');
    expect(await scene.ask(event)).toEqual({ IsComplete: true, Data: { DeploymentId: '' } });
    expect(scene.started).toBe(0);
  });

  it('deploys a new revision and is complete when its deployment succeeded', async () => {
    const scene = new ReleaseScene(7);
    const event = await scene.accepted(scene.update(7, 8));
    expect(await scene.ask(event)).toEqual(waiting);
    scene.codedeploy.change('d-1', { status: 'InProgress' });
    expect(await scene.ask(event)).toEqual(waiting);
    scene.codedeploy.change('d-1', { status: 'Succeeded' });
    scene.serve(8);
    expect(await scene.ask(event)).toEqual({ IsComplete: true, Data: { DeploymentId: 'd-1' } });
    expect(scene.started).toBe(1);
  });

  it('is not complete while the old tasks wait for their end, although the new revision serves', async () => {
    const scene = new ReleaseScene(7);
    const event = await scene.accepted(scene.update(7, 8));
    await scene.ask(event);
    scene.codedeploy.change('d-1', { status: 'InProgress' });
    scene.serve(8);
    expect(await scene.ask(event)).toEqual(waiting);
  });

  it('starts nothing when the revision already serves', async () => {
    const scene = new ReleaseScene(8);
    const event = await scene.accepted(scene.update(7, 8));
    expect(await scene.ask(event)).toMatchObject({ IsComplete: true });
    expect(scene.started).toBe(0);
  });

  it('releases the serving revision again when its place changes, which the service cannot', async () => {
    const scene = new ReleaseScene(8);
    scene.place(['subnet-1'], ['sg-1']);
    const event = scene.update(8, 8);
    const moved = { ...event, OldResourceProperties: { ...event.ResourceProperties, Subnets: ['subnet-1'] } };
    expect(await scene.ask(await scene.accepted(moved))).toEqual(waiting);
    expect(scene.started).toBe(1);
  });

  it('starts nothing when the tasks are in the place already, as after a stack rollback', async () => {
    const scene = new ReleaseScene(7);
    scene.place(['subnet-2', 'subnet-1'], ['sg-1']);
    const event = scene.update(8, 7);
    const back = {
      ...event,
      OldResourceProperties: { ...event.OldResourceProperties, Subnets: ['subnet-3'] },
    };
    expect(await scene.ask(await scene.accepted(back))).toMatchObject({ IsComplete: true });
    expect(scene.started).toBe(0);
  });

  it('waits for a steady service', async () => {
    const scene = new ReleaseScene(7);
    const steady = scene.service;
    const event = await scene.accepted(scene.update(7, 8));
    scene.service = { ...steady, desiredCount: 4 };
    expect(await scene.ask(event)).toEqual(waiting);
    expect(scene.started).toBe(0);
    scene.service = steady;
    await scene.ask(event);
    expect(scene.started).toBe(1);
  });

  it('releases over a service that does not become steady, as the revision may be its cure', async () => {
    const scene = new ReleaseScene(7);
    scene.service = { ...scene.service, desiredCount: 4 };
    const event = await scene.accepted(scene.update(7, 8));
    scene.pass(9);
    expect(await scene.ask(event)).toEqual(waiting);
    expect(scene.started).toBe(1);
  });

  it('does not wait for a service whose tasks keep failing', async () => {
    const scene = new ReleaseScene(7);
    scene.service = {
      ...scene.service,
      desiredCount: 4,
      events: [
        { message: '(service catalog) has started 1 tasks: (task 1).' },
        { message: '(service catalog) is unable to consistently start tasks successfully.' },
        { message: '(service catalog) has reached a steady state.' },
      ],
    };
    expect(await scene.ask(await scene.accepted(scene.update(7, 8)))).toEqual(waiting);
    expect(scene.started).toBe(1);
  });

  it('waits where tasks failed once and the service has been steady since', async () => {
    const scene = new ReleaseScene(7);
    scene.service = {
      ...scene.service,
      desiredCount: 4,
      events: [
        { message: '(service catalog) has reached a steady state.' },
        { message: '(service catalog) is unable to consistently start tasks successfully.' },
      ],
    };
    expect(await scene.ask(await scene.accepted(scene.update(7, 8)))).toEqual(waiting);
    expect(scene.started).toBe(0);
  });

  it('refuses a service that stays without tasks, for nothing could prove the revision', async () => {
    const scene = new ReleaseScene(7);
    scene.serve(7, 0);
    const event = await scene.accepted(scene.update(7, 8));
    expect(await scene.ask(event)).toEqual(waiting);
    scene.pass(9);
    await expect(scene.ask(event)).rejects.toThrow(
      "service 'catalog': dev-catalog:8 cannot be released while it is scaled to 0 tasks",
    );
    expect(scene.started).toBe(0);
  });

  it('refuses at once while its stage sleeps, and says how it is woken', async () => {
    const scene = new ReleaseScene(7);
    scene.serve(7, 0);
    const update = scene.update(7, 8);
    const WakingHours = 'dev is awake MON from 08:00 to 20:00 UTC';
    const event = await scene.accepted({
      ...update,
      ResourceProperties: { ...update.ResourceProperties, WakingHours },
    });
    await expect(scene.ask(event)).rejects.toThrow(
      "service 'catalog': dev-catalog:8 cannot be released while dev sleeps, no task would prove it; dev is awake MON from 08:00 to 20:00 UTC. Next: npx shoal wake --stage dev, then deploy again",
    );
    expect(scene.started).toBe(0);
  });

  it('names the cluster when the service is missing', async () => {
    const scene = new ReleaseScene(7);
    scene.service = { ...scene.service, status: 'INACTIVE' };
    const event = await scene.accepted(scene.update(7, 8));
    await expect(scene.ask(event)).rejects.toThrow("service 'catalog': cluster dev has no service catalog");
  });

  it('leaves the service and its deployments alone when it is deleted', async () => {
    const scene = new ReleaseScene(7);
    const event = { ...scene.update(7, 8), RequestType: 'Delete' as const };
    expect(await scene.release.onEvent(event)).toEqual({ PhysicalResourceId: 'dev/catalog' });
    expect(await scene.ask(event)).toEqual({ IsComplete: true });
    expect([...scene.ecs.calls, ...scene.codedeploy.calls]).toEqual([]);
  });
});

describe('Custom::Release, asked again', () => {
  it('finds the deployment of its request and starts no second one', async () => {
    const scene = new ReleaseScene(7);
    const event = await scene.accepted(scene.update(7, 8));
    await scene.ask(event);
    await scene.ask(await scene.accepted(scene.update(7, 8)));
    expect(scene.started).toBe(1);
  });

  it('keeps one deployment when the first one is not listed yet', async () => {
    const scene = new ReleaseScene(7);
    const event = await scene.accepted(scene.update(7, 8));
    await scene.ask(event);
    scene.codedeploy.listsBehind = 2;
    expect(await scene.ask(event)).toEqual(waiting);
    expect(scene.codedeploy.deployments).toHaveLength(1);
  });

  it.each([
    ['ListDeployments', 'ThrottlingException'],
    ['BatchGetDeployments', 'ThrottlingException'],
    ['CreateDeployment', 'ThrottlingException'],
  ])('goes on when %s is throttled', async (command, error) => {
    const scene = new ReleaseScene(7);
    scene.codedeploy.add({ deploymentId: 'd-0', status: 'Succeeded', createTime: new Date(scene.now) });
    const event = await scene.accepted(scene.update(7, 8));
    scene.codedeploy.failNext(command, awsError(error));
    expect(await scene.ask(event)).toEqual(waiting);
    expect(scene.codedeploy.deployments).toHaveLength(1);
    await scene.ask(event);
    expect(scene.codedeploy.deployments).toHaveLength(2);
  });

  it('goes on when ECS is throttled', async () => {
    const scene = new ReleaseScene(7);
    const event = await scene.accepted(scene.update(7, 8));
    scene.ecs.failNext('DescribeServices', awsError('ThrottlingException'));
    expect(await scene.ask(event)).toEqual(waiting);
  });

  it('fails on what does not pass by waiting', async () => {
    const scene = new ReleaseScene(7);
    const event = await scene.accepted(scene.update(7, 8));
    scene.codedeploy.failNext('CreateDeployment', awsError('InvalidRevisionException', 'no such hook'));
    await expect(scene.ask(event)).rejects.toThrow(
      "service 'catalog': AWS refused with InvalidRevisionException: no such hook. Next: npx shoal logs catalog",
    );
  });
});

describe('what AWS refuses', () => {
  it('is shortened to one line that CloudFormation takes', () => {
    const refusal = Object.assign(new Error(`no.\n${'x'.repeat(5000)} end`), {
      name: 'InvalidRevisionException',
    });
    const { message } = new RefusedByAwsError('catalog', refusal);
    expect(message).toMatch(
      /^service 'catalog': AWS refused with InvalidRevisionException: no\. x+ … x+ end\. Next/,
    );
    expect(message.length).toBeLessThan(720);
  });
});

describe('Custom::Release, when the new tasks do not start', () => {
  async function starting() {
    const scene = new ReleaseScene(7);
    const event = await scene.accepted(scene.update(7, 8));
    await scene.ask(event);
    scene.codedeploy.change('d-1', { status: 'InProgress' });
    scene.codedeploy.lifecycleEvents = [{ lifecycleEventName: 'Install', status: 'InProgress' }];
    const stopped = () => scene.codedeploy.inputsOf('StopDeployment');
    return { scene, event, stopped };
  }

  it('stops the deployment when ECS says so of them, and tells it', async () => {
    const { scene, event, stopped } = await starting();
    scene.replaceBy(8, 'ecs-svc/2', 'ecs-svc/2');
    expect(await scene.ask(event)).toEqual(waiting);
    expect(stopped()).toEqual([{ deploymentId: 'd-1', autoRollbackEnabled: true }]);
    scene.codedeploy.change('d-1', {
      errorInformation: { code: 'MANUAL_STOP', message: 'Stopped.' },
      rollbackInfo: { rollbackDeploymentId: 'd-2' },
    });
    scene.codedeploy.add({ deploymentId: 'd-2', status: 'Succeeded', createTime: new Date(scene.now) });
    await expect(scene.ask(event)).rejects.toThrow(
      'd-1 of dev-catalog:8 stopped: its tasks do not start ((service catalog, taskSet ecs-svc/2) is unable to consistently start tasks successfully.); CodeDeploy says MANUAL_STOP: Stopped. Deployment d-2 rolled it back.',
    );
  });

  it('goes on when ECS says so of the old ones, whose cure it may be', async () => {
    const { scene, event, stopped } = await starting();
    scene.replaceBy(8, 'ecs-svc/2', 'ecs-svc/1');
    expect(await scene.ask(event)).toEqual(waiting);
    expect(stopped()).toEqual([]);
  });

  it('goes on when ECS says so of the old ones that stay a while after the traffic has moved', async () => {
    const { scene, event, stopped } = await starting();
    scene.replaceBy(8, 'ecs-svc/2', 'ecs-svc/1');
    scene.shift();
    expect(await scene.ask(event)).toEqual(waiting);
    expect(stopped()).toEqual([]);
  });

  it.each(['DeploymentNotStartedException', 'DeploymentTargetDoesNotExistException'])(
    'knows of no step where CodeDeploy has not begun: %s',
    async (name) => {
      const { scene, event, stopped } = await starting();
      scene.pass(11);
      scene.codedeploy.failNext('ListDeploymentTargets', awsError(name));
      expect(await scene.ask(event)).toEqual(waiting);
      expect(stopped()).toEqual([{ deploymentId: 'd-1', autoRollbackEnabled: true }]);
    },
  );

  it('stops the deployment when they are not steady after 10 minutes, and tells it', async () => {
    const { scene, event, stopped } = await starting();
    scene.pass(10);
    await scene.ask(event);
    expect(stopped()).toEqual([]);
    scene.pass(1);
    expect(await scene.ask(event)).toEqual(waiting);
    expect(stopped()).toEqual([{ deploymentId: 'd-1', autoRollbackEnabled: true }]);
    const errorInformation = { code: 'MANUAL_STOP' as const, message: 'Stopped.' };
    scene.codedeploy.change('d-1', { errorInformation, autoRollbackConfiguration: { enabled: false } });
    await expect(scene.ask(event)).rejects.toThrow('its tasks were not steady within 10 minutes;');
  });

  it('lets a deployment take its steps for as long as it likes, once they run', async () => {
    const { scene, event, stopped } = await starting();
    scene.codedeploy.lifecycleEvents = [{ lifecycleEventName: 'Install', status: 'Succeeded' }];
    scene.pass(45);
    expect(await scene.ask(event)).toEqual(waiting);
    expect(stopped()).toEqual([]);
  });

  it('is content when the deployment has ended before it could be stopped', async () => {
    const { scene, event } = await starting();
    scene.pass(11);
    scene.codedeploy.failNext('StopDeployment', awsError('DeploymentAlreadyCompletedException'));
    expect(await scene.ask(event)).toEqual(waiting);
  });
});

describe('Custom::Release, when its deployment fails', () => {
  async function failing() {
    const scene = new ReleaseScene(7);
    const event = await scene.accepted(scene.update(7, 8));
    await scene.ask(event);
    scene.codedeploy.lifecycleEvents = [
      { lifecycleEventName: 'AllowTestTraffic', status: 'Succeeded' },
      {
        lifecycleEventName: 'AfterAllowTestTraffic',
        status: 'Failed',
        diagnostics: { scriptName: '', message: 'status 503' },
      },
    ];
    scene.codedeploy.change('d-1', {
      status: 'Failed',
      completeTime: new Date(scene.now),
      errorInformation: { code: 'HOOK_EXECUTION_FAILURE', message: 'A hook failed.' },
    });
    return { scene, event };
  }

  it('waits for the rollback to begin and to end, then fails with all it knows', async () => {
    const { scene, event } = await failing();
    expect(await scene.ask(event)).toEqual(waiting);
    scene.codedeploy.change('d-1', { rollbackInfo: { rollbackDeploymentId: 'd-2' } });
    scene.codedeploy.add({
      deploymentId: 'd-2',
      status: 'InProgress',
      createTime: new Date(scene.now),
      rollbackInfo: { rollbackTriggeringDeploymentId: 'd-1' },
    });
    expect(await scene.ask(event)).toEqual(waiting);
    scene.codedeploy.change('d-2', { status: 'Succeeded' });
    await expect(scene.ask(event)).rejects.toThrow(
      "service 'catalog': deployment d-1 of dev-catalog:8 failed at AfterAllowTestTraffic in CodeDeployHook_dev_catalog, which logs to /shoal/dev/catalog/proof (status 503): " +
        'HOOK_EXECUTION_FAILURE: A hook failed. ' +
        'Deployment d-2 rolled it back. dev-catalog:7 has the traffic. Next: npx shoal logs catalog',
    );
    expect(scene.started).toBe(1);
  });

  it('says where it stands how to release past an alarm that was on before, and no command that would leave a rehearsal', async () => {
    const { scene, event } = await failing();
    scene.codedeploy.change('d-1', {
      autoRollbackConfiguration: { enabled: false },
      errorInformation: { code: 'ALARM_ACTIVE', message: 'An alarm is on.' },
    });
    await expect(scene.ask(event)).rejects.toThrow(
      'Where the alarm was on before: docs/runbook.md says what to do about it, and how to release what is its cure.',
    );
  });

  it('says nothing twice, and no more than CloudFormation takes', async () => {
    const { scene, event } = await failing();
    const message = `It began so. ${'x'.repeat(3000)} It ended so.`;
    scene.codedeploy.lifecycleEvents = [
      { lifecycleEventName: 'Install', status: 'Failed', diagnostics: { message } },
    ];
    scene.codedeploy.change('d-1', {
      autoRollbackConfiguration: { enabled: false },
      errorInformation: { code: 'HEALTH_CONSTRAINTS', message },
    });
    const sentence = await scene.ask(event).then(String, String);
    expect(sentence).toMatch(
      /failed at Install: HEALTH_CONSTRAINTS: It began so.+ … .+It ended so\. CodeDeploy started/,
    );
    expect(sentence.split('It ended so')).toHaveLength(2);
    expect(sentence.length).toBeLessThan(1500);
  });

  it('leaves room in what CloudFormation takes for the stack trace that CDK adds, whatever AWS says', async () => {
    const { scene, event } = await failing();
    const long = (what: string) => `${what}. ${'x'.repeat(3000)}\n${'y'.repeat(3000)}`;
    scene.codedeploy.lifecycleEvents = [
      { lifecycleEventName: 'Install', status: 'Failed', diagnostics: { message: long('The step') } },
    ];
    scene.codedeploy.change('d-1', {
      rollbackInfo: { rollbackDeploymentId: 'd-2' },
      errorInformation: { code: 'HEALTH_CONSTRAINTS', message: long('The deployment') },
    });
    const rollback = { deploymentId: 'd-2', status: 'Failed' as const, createTime: new Date(scene.now) };
    const errorInformation = { code: 'HEALTH_CONSTRAINTS' as const, message: long('The rollback') };
    scene.codedeploy.add({ ...rollback, errorInformation });
    const sentence = await scene.ask(event).then(String, String);
    expect(sentence).toMatch(/The step.* The deployment.* The rollback/);
    expect(sentence.length).toBeLessThan(2400);
    expect(sentence).not.toContain('\n');
  });

  it('says no more of a rollback that did not begin', async () => {
    const { scene, event } = await failing();
    scene.codedeploy.change('d-1', { rollbackInfo: { rollbackMessage: `No. ${'x'.repeat(3000)}` } });
    scene.pass(2);
    const sentence = await scene.ask(event).then(String, String);
    expect(sentence).toContain('started no rollback (No. x');
    expect(sentence.length).toBeLessThan(1100);
  });

  it('knows the rollback by what triggered it, where the failed deployment does not name it', async () => {
    const { scene, event } = await failing();
    scene.codedeploy.add({
      deploymentId: 'd-2',
      status: 'InProgress',
      createTime: new Date(scene.now),
      rollbackInfo: { rollbackTriggeringDeploymentId: 'd-1' },
    });
    scene.pass(5);
    expect(await scene.ask(event)).toEqual(waiting);
  });

  it('says so when the rollback fails too', async () => {
    const { scene, event } = await failing();
    scene.codedeploy.change('d-1', { rollbackInfo: { rollbackDeploymentId: 'd-2' } });
    scene.codedeploy.add({
      deploymentId: 'd-2',
      status: 'Failed',
      createTime: new Date(scene.now),
      errorInformation: { code: 'IAM_ROLE_PERMISSIONS', message: 'Denied.' },
    });
    await expect(scene.ask(event)).rejects.toThrow(
      'Its rollback, deployment d-2, failed too: IAM_ROLE_PERMISSIONS: Denied.',
    );
  });

  it('says so when no rollback begins', async () => {
    const { scene, event } = await failing();
    scene.codedeploy.change('d-1', { rollbackInfo: { rollbackMessage: 'No revision to go back to.' } });
    scene.pass(2);
    await expect(scene.ask(event)).rejects.toThrow('started no rollback (No revision to go back to.)');
  });

  it('fails at once where rollbacks are switched off', async () => {
    const { scene, event } = await failing();
    scene.codedeploy.change('d-1', { autoRollbackConfiguration: { enabled: false } });
    await expect(scene.ask(event)).rejects.toThrow('CodeDeploy started no rollback.');
  });

  it('never reports success after a rollback, whatever the status says', async () => {
    const { scene, event } = await failing();
    scene.codedeploy.change('d-1', { status: 'Succeeded', rollbackInfo: { rollbackDeploymentId: 'd-2' } });
    scene.codedeploy.add({ deploymentId: 'd-2', status: 'Succeeded', createTime: new Date(scene.now) });
    scene.serve(8);
    await expect(scene.ask(event)).rejects.toThrow(ReleaseFailedError);
  });

  it('reports no success when another revision serves after all', async () => {
    const { scene, event } = await failing();
    scene.codedeploy.change('d-1', { status: 'Succeeded' });
    scene.serve(9);
    await expect(scene.ask(event)).rejects.toThrow('another release came after it');
  });

  it('reports who stopped it', async () => {
    const { scene, event } = await failing();
    scene.codedeploy.lifecycleEvents = [];
    scene.codedeploy.change('d-1', {
      status: 'Stopped',
      errorInformation: { code: 'MANUAL_STOP', message: 'Stopped by a user.' },
      rollbackInfo: { rollbackDeploymentId: 'd-2' },
    });
    scene.codedeploy.add({ deploymentId: 'd-2', status: 'Succeeded', createTime: new Date(scene.now) });
    await expect(scene.ask(event)).rejects.toThrow(
      'deployment d-1 of dev-catalog:8 stopped: MANUAL_STOP: Stopped by a user. Deployment d-2 rolled it back.',
    );
  });

  it('tells scaling as the cause when the number of tasks changed meanwhile', async () => {
    const { scene, event } = await failing();
    scene.codedeploy.lifecycleEvents = [];
    scene.codedeploy.change('d-1', {
      errorInformation: { code: 'ECS_UPDATE_ERROR', message: 'Not steady.' },
    });
    scene.serve(7, 5);
    scene.pass(2);
    await expect(scene.ask(event)).rejects.toThrow(
      'stopped by scaling, from 2 to 5 tasks while the release ran and not steady within the 5 minutes CodeDeploy gives it; CodeDeploy says ECS_UPDATE_ERROR: Not steady.',
    );
  });

  it('tells what stopped it and not what happened beside it', async () => {
    const { scene, event } = await failing();
    scene.serve(7, 5);
    scene.pass(2);
    await expect(scene.ask(event)).rejects.toThrow('(status 503): HOOK_EXECUTION_FAILURE: A hook failed. ');
  });

  it('tells missing capacity as the cause when ECS placed no task', async () => {
    const { scene, event } = await failing();
    scene.codedeploy.change('d-1', { errorInformation: { code: 'TIMEOUT', message: 'Timed out.' } });
    const message =
      '(service catalog) was unable to place a task. Reason: Capacity is unavailable at this time.';
    scene.service = { ...scene.service, events: [{ createdAt: new Date(scene.now), message }] };
    scene.pass(2);
    await expect(scene.ask(event)).rejects.toThrow(`ECS found no capacity (${message})`);
  });

  it('tells that tasks do not start, and nothing of what ECS said before', async () => {
    const { scene, event } = await failing();
    scene.codedeploy.change('d-1', { errorInformation: { code: 'TIMEOUT', message: 'Timed out.' } });
    const events = [
      { createdAt: new Date(scene.now), message: '(service catalog) is unable to consistently start tasks.' },
      { createdAt: new Date(scene.now - 1), message: 'was unable to place a task' },
    ];
    scene.service = { ...scene.service, events };
    scene.pass(2);
    await expect(scene.ask(event)).rejects.toThrow(
      ': its tasks do not start ((service catalog) is unable to consistently start tasks.); CodeDeploy says TIMEOUT',
    );
  });

  it('starts no second deployment when the stack then rolls back', async () => {
    const { scene } = await failing();
    scene.codedeploy.add({ deploymentId: 'd-2', status: 'Succeeded', createTime: new Date(scene.now) });
    const back = await scene.accepted(scene.update(8, 7, 'request-2'));
    expect(await scene.ask(back)).toMatchObject({ IsComplete: true });
    expect(scene.started).toBe(1);
  });

  it('lets the rollback of the deployment end before the stack goes on rolling back', async () => {
    const { scene } = await failing();
    scene.codedeploy.add({ deploymentId: 'd-2', status: 'InProgress', createTime: new Date(scene.now) });
    const back = await scene.accepted(scene.update(8, 7, 'request-2'));
    expect(await scene.ask(back)).toEqual(waiting);
    expect(scene.started).toBe(1);
  });
});

describe('Custom::Release, when the stack rolls back for another reason', () => {
  it('stops the deployment that brings what is taken back, and starts none', async () => {
    const scene = new ReleaseScene(7);
    await scene.ask(await scene.accepted(scene.update(7, 8)));
    scene.codedeploy.change('d-1', { status: 'InProgress' });
    const back = await scene.accepted(scene.update(8, 7, 'request-2'));
    expect(await scene.ask(back)).toEqual(waiting);
    expect(scene.codedeploy.inputsOf('StopDeployment')).toEqual([
      { deploymentId: 'd-1', autoRollbackEnabled: true },
    ]);
    expect(await scene.ask(back)).toMatchObject({ IsComplete: true });
    expect(scene.started).toBe(1);
  });

  it('stops nothing on the way forward, even where the old revision is being released', async () => {
    const scene = new ReleaseScene(6);
    await scene.ask(await scene.accepted(scene.update(6, 7)));
    expect(await scene.ask(await scene.accepted(scene.update(7, 8, 'request-2')))).toEqual(waiting);
    expect(scene.codedeploy.inputsOf('StopDeployment')).toEqual([]);
  });

  it('releases the old revision again where the new one already serves', async () => {
    const scene = new ReleaseScene(8);
    const back = await scene.accepted(scene.update(8, 7, 'request-2'));
    expect(await scene.ask(back)).toEqual(waiting);
    expect(scene.started).toBe(1);
  });
});

describe('a release by an operator', () => {
  it('is left as it is by a stack that rolls back to what the operator went back from', async () => {
    const scene = new ReleaseScene(7);
    scene.serve(6);
    const back = await scene.accepted(scene.update(8, 7));
    expect(await scene.ask(back)).toEqual({ IsComplete: true, Data: { DeploymentId: '' } });
    expect(scene.started).toBe(0);
  });
});

describe("Custom::Release, beside somebody else's deployment", () => {
  function occupied() {
    const scene = new ReleaseScene(7);
    scene.codedeploy.add({
      deploymentId: 'd-0',
      status: 'InProgress',
      createTime: new Date('2026-11-20T03:00:00Z'),
      creator: 'user',
    });
    return scene;
  }

  it('waits for it to end', async () => {
    const scene = occupied();
    const event = await scene.accepted(scene.update(7, 8));
    expect(await scene.ask(event)).toEqual(waiting);
    scene.codedeploy.change('d-0', { status: 'Succeeded' });
    await scene.ask(event);
    expect(scene.started).toBe(1);
  });

  it('refuses with its name and its beginning when it does not end', async () => {
    const scene = occupied();
    const event = await scene.accepted(scene.update(7, 8));
    scene.pass(9);
    await expect(scene.ask(event)).rejects.toThrow(
      'dev-catalog:8 cannot be released, deployment d-0 by user is in progress since 2026-11-20T03:00:00.000Z',
    );
    expect(scene.started).toBe(0);
  });

  it('refuses nothing to a stack that rolls back, and waits on', async () => {
    const scene = occupied();
    const back = await scene.accepted(scene.update(8, 7));
    scene.pass(30);
    expect(await scene.ask(back)).toEqual(waiting);
    expect(scene.codedeploy.inputsOf('StopDeployment')).toEqual([]);
  });

  it('waits for it even when the revision serves already, since it may be taken back', async () => {
    const scene = occupied();
    scene.serve(8);
    expect(await scene.ask(await scene.accepted(scene.update(7, 8)))).toEqual(waiting);
  });
});
