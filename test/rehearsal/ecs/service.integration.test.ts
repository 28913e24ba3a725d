import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { call, EcsWorld, server } from './ecs-world.ts';

let world: EcsWorld;
beforeEach(async () => {
  world = new EcsWorld();
  await world.create('AWS::ECS::Cluster', { ClusterName: 'dev' });
});
afterEach(() => world.close());

interface Described {
  readonly services: readonly {
    readonly desiredCount: number;
    readonly runningCount: number;
    readonly taskDefinition: string;
    readonly events: readonly { readonly message: string }[];
    readonly taskSets: readonly {
      readonly id: string;
      readonly status: string;
      readonly runningCount: number;
      readonly stabilityStatus: string;
      readonly taskDefinition: string;
      readonly externalId?: string;
    }[];
  }[];
}

async function described() {
  const { services } = await world.ask<Described>('DescribeServices', {
    cluster: 'dev',
    services: ['catalog'],
  });
  const [service] = services;
  if (!service) throw new Error('no service');
  return service;
}

describe('a service', () => {
  it('is created when its tasks serve, with a primary task set', async () => {
    const revision = await world.define(world.image('v1', server));
    const arn = await world.serve({ DesiredCount: 2 });
    expect(arn).toBe('arn:aws:ecs:eu-central-1:000000000000:service/dev/catalog');
    expect(await described()).toMatchObject({
      desiredCount: 2,
      runningCount: 2,
      taskDefinition: revision,
      taskSets: [{ status: 'PRIMARY', runningCount: 2, stabilityStatus: 'STEADY_STATE' }],
      events: [{ message: '(service catalog) has reached a steady state.' }, {}, {}, {}],
    });
    expect(world.targets.log).toEqual(['register blue', 'register blue']);
  });

  it('replaces a killed task at once', async () => {
    await world.define(world.image('v1', server));
    await world.serve();
    const [killed] = world.plane.tasks();
    const at = Date.now();
    process.kill(killed?.pid ?? 0, 'SIGKILL');
    await world.until('another task runs', () =>
      world.plane.tasks().some(({ id, status }) => id !== killed?.id && status === 'RUNNING'),
    );
    expect(Date.now() - at).toBeLessThan(3000);
    const { tasks } = await world.ask<{ tasks: object[] }>('DescribeTasks', {
      cluster: 'dev',
      tasks: [killed?.id],
    });
    expect(tasks).toMatchObject([
      {
        lastStatus: 'STOPPED',
        stopCode: 'EssentialContainerExited',
        stoppedReason: 'Essential container in task exited',
        containers: [{ exitCode: 137 }],
      },
    ]);
  });

  it('whose sessions are allowed has tasks with an agent for them', async () => {
    await world.define(world.image('v1', server));
    await world.serve({ EnableExecuteCommand: 'true' });
    const { taskArns } = await world.ask<{ taskArns: string[] }>('ListTasks', {
      cluster: 'dev',
      serviceName: 'catalog',
    });
    expect(await world.ask('DescribeTasks', { cluster: 'dev', tasks: taskArns })).toMatchObject({
      tasks: [
        {
          enableExecuteCommand: true,
          containers: [{ managedAgents: [{ name: 'ExecuteCommandAgent', lastStatus: 'RUNNING' }] }],
        },
      ],
    });
  });

  it('drains a task before it stops it', async () => {
    await world.define(world.image('v1', server));
    const arn = await world.serve();
    await world.delete('AWS::ECS::Service', arn);
    expect(world.targets.log.slice(0, 3)).toEqual(['register blue', 'deregister blue', 'drained blue']);
    expect(world.lines.at(-1)).toMatchObject({ group: '/shoal/dev/catalog', line: 'draining' });
    expect(world.plane.tasks().map(({ status }) => status)).toEqual(['STOPPED']);
  });

  it('drains a task that somebody else stops, and replaces it', async () => {
    await world.define(world.image('v1', server));
    await world.serve();
    const [task] = world.plane.tasks();
    await world.ask('StopTask', { cluster: 'dev', task: task?.id });
    await world.until('another one serves', () =>
      world.plane.tasks().some(({ id, status }) => id !== task?.id && status === 'RUNNING'),
    );
    await world.until('it has stopped', () =>
      world.plane.tasks().some(({ id, status }) => id === task?.id && status === 'STOPPED'),
    );
    expect(world.targets.log.filter((entry) => entry !== 'register blue')).toEqual([
      'deregister blue',
      'drained blue',
    ]);
  });

  it('does not wait for the balancer when the rehearsal ends', async () => {
    await world.define(world.image('v1', server));
    await world.serve();
    world.targets.deregister = () => new Promise(() => undefined);
    await world.plane.close();
    expect(world.plane.tasks().map(({ status }) => status)).toEqual(['STOPPED']);
  });

  it('outlives the loss of its target group', async () => {
    await world.define(world.image('v1', server));
    const arn = await world.serve();
    const gone = (): never => {
      throw new Error('Target group not found');
    };
    world.targets.health = gone;
    world.targets.deregister = gone;
    await world.delete('AWS::ECS::Service', arn);
    expect(world.plane.tasks().map(({ status }) => status)).toEqual(['STOPPED']);
  });

  it('is not created where its tasks keep failing, and says what they printed', async () => {
    await world.define(world.image('v1', 'console.error("no database"); process.exit(3);'));
    await expect(world.serve()).rejects.toThrow(/3 tasks in a row .* exit code 3: .*\n {2}no database$/s);
    expect(await world.ask('ListServices', { cluster: 'dev' })).toEqual({ serviceArns: [] });
  });

  it('is not created where a task is still unhealthy after its grace period, and says what was wrong', async () => {
    await world.define(world.image('v1', `console.log('database: timeout'); ${server}`));
    world.targets.verdict = () => (world.lines.length > 0 ? 'unhealthy' : 'initial');
    await expect(world.serve({ HealthCheckGracePeriodSeconds: 0.3 })).rejects.toThrow(
      /dev-catalog:1: a task was not healthy 0 s after its start\. The load balancer said: Health checks failed with these codes: \[503\]\. Its last \d log lines:\n {2}database: timeout/,
    );
  });

  it('names the image that is not there', async () => {
    await world.define('missing:tag');
    await expect(world.serve()).rejects.toThrow(
      'CannotPullContainerError: no image missing:tag: run `npx shoal build`',
    );
  });

  it('replaces a task its balancer calls unhealthy once another serves', async () => {
    await world.define(world.image('v1', server));
    await world.serve();
    const [sick] = world.plane.tasks();
    world.targets.verdict = ({ address }) =>
      sick?.address?.startsWith(`${address}:`) ? 'unhealthy' : 'healthy';
    await world.until('the sick task stops', () =>
      world.plane.tasks().some(({ id, status }) => id === sick?.id && status === 'STOPPED'),
    );
    expect(world.plane.tasks().filter(({ status }) => status === 'RUNNING')).toHaveLength(1);
    expect(
      world.events.some((message) => message.includes('is unhealthy in (target-group blue) due to')),
    ).toBe(true);
  });

  it('leaves a task in peace during its grace period', async () => {
    await world.define(world.image('v1', server));
    world.targets.verdict = () => 'unhealthy';
    const serving = world.serve({ HealthCheckGracePeriodSeconds: 60 });
    await world.until('the task is registered', () => world.targets.log.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(world.plane.tasks()).toHaveLength(1);
    world.targets.verdict = () => 'healthy';
    await serving;
  });

  it('follows the bounds of a scalable target, even one that came before it', async () => {
    await world.define(world.image('v1', server));
    world.plane.scaling.setBounds('dev', 'catalog', { min: 2, max: 3 });
    await world.serve();
    expect(await described()).toMatchObject({ desiredCount: 2, runningCount: 2 });
    await world.ask('UpdateService', { cluster: 'dev', service: 'catalog', desiredCount: 1 });
    await world.until('one task is left', async () => (await described()).runningCount === 1);
  });
});

describe('a service under CodeDeploy', () => {
  it('has a second task set beside the first, which takes its place', async () => {
    await world.define(world.image('v1', server));
    await world.serve();
    const [old] = world.plane.taskSets.of('dev', 'catalog');
    const second = await world.define(world.image('v2', server));
    const order = { cluster: 'dev', service: 'catalog', taskDefinition: second, targetGroupArn: 'green' };
    const id = await world.plane.taskSets.create({ ...order, externalId: 'd-ABCDEFGHI' });
    await world.plane.taskSets.whenSteady(id);
    expect((await described()).taskSets).toMatchObject([
      { status: 'PRIMARY' },
      { id, status: 'ACTIVE', stabilityStatus: 'STEADY_STATE', externalId: 'd-ABCDEFGHI' },
    ]);
    world.plane.taskSets.setPrimary(id);
    await world.plane.taskSets.delete(old?.id ?? '');
    expect(world.events.at(-1)).toBe('(service catalog) has reached a steady state.');
    expect(world.events.at(-2)).toMatch(
      /^\(service catalog, taskSet ecs-svc\/\d{19}\) has stopped 1 running tasks: \(task \w{32}\)\.$/,
    );
    expect(await described()).toMatchObject({
      taskDefinition: second,
      runningCount: 1,
      taskSets: [{ id, status: 'PRIMARY', taskDefinition: second }],
    });
    expect(world.plane.taskSets.of('dev', 'catalog')).toEqual([
      {
        id,
        status: 'PRIMARY',
        serviceArn: 'arn:aws:ecs:eu-central-1:000000000000:service/dev/catalog',
        taskDefinition: second,
        targetGroupArn: 'green',
        desiredCount: 1,
        runningCount: 1,
        pendingCount: 0,
      },
    ]);
  });

  it('keeps the first task set where the second one fails', async () => {
    await world.define(world.image('v1', server));
    await world.serve();
    const broken = await world.define(world.image('v2', 'process.exit(1)'));
    const order = { cluster: 'dev', service: 'catalog', taskDefinition: broken, targetGroupArn: 'green' };
    const id = await world.plane.taskSets.create(order);
    await expect(world.plane.taskSets.whenSteady(id)).rejects.toThrow(
      'dev-catalog:2: 3 tasks in a row ended',
    );
    await world.plane.taskSets.delete(id);
    expect((await described()).taskSets).toMatchObject([{ status: 'PRIMARY', runningCount: 1 }]);
  });

  it('tells of tasks that ended after they had served', async () => {
    await world.define(world.image('v1', server));
    await world.serve();
    const dying = `${server}; setTimeout(() => { console.log('out of luck'); process.exit(3); }, 300)`;
    const taskDefinition = await world.define(world.image('v2', dying));
    const order = { cluster: 'dev', service: 'catalog', taskDefinition, targetGroupArn: 'green' };
    const { taskSets } = world.plane;
    const id = await taskSets.create(order);
    await taskSets.whenSteady(id);
    const since = taskSets.steadySince(id);
    expect([typeof since, taskSets.lapsesOf(id).count]).toEqual(['number', 0]);
    await world.until('a task has ended', () => taskSets.lapsesOf(id).count > 0);
    expect(taskSets.lapsesOf(id).last).toMatch(/dev-catalog:2: 1 tasks ended .* exit code 3.*out of luck/s);
    expect(taskSets.steadySince(id)).not.toBe(since);
    await taskSets.delete(id);
  });

  it('refuses a new task definition in the words of AWS', async () => {
    await world.define(world.image('v1', server));
    const physicalId = await world.serve();
    const words =
      'Unable to update task definition on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.';
    await expect(
      world.ask('UpdateService', { cluster: 'dev', service: 'catalog', taskDefinition: 'dev-catalog:1' }),
    ).rejects.toThrow(words);
    const update = {
      ...call,
      type: '',
      physicalId,
      oldProperties: {},
      properties: { HealthCheckGracePeriodSeconds: 5 },
    };
    await expect(world.type('AWS::ECS::Service').update(update)).rejects.toThrow(words);
  });

  it('stops waiting when it is told to', async () => {
    await world.define(world.image('v1', server));
    await world.serve();
    world.targets.verdict = () => 'initial';
    const order = {
      cluster: 'dev',
      service: 'catalog',
      taskDefinition: 'dev-catalog',
      targetGroupArn: 'green',
    };
    const id = await world.plane.taskSets.create(order);
    const stop = new AbortController();
    const waiting = world.plane.taskSets.whenSteady(id, stop.signal);
    stop.abort(new Error('the deployment was stopped'));
    await expect(waiting).rejects.toThrow('the deployment was stopped');
  });
});

describe('a service under ECS itself', () => {
  it('rolls to a new revision: the new task serves before the old one goes', async () => {
    await world.define(world.image('v1', server));
    const own = { DeploymentController: { Type: 'ECS' }, Cluster: 'dev', ServiceName: 'catalog' };
    const oldProperties = { ...own, TaskDefinition: 'dev-catalog:1' };
    const physicalId = await world.create('AWS::ECS::Service', oldProperties);
    const second = await world.define(world.image('v2', server));
    const properties = { ...own, TaskDefinition: second };
    await world
      .type('AWS::ECS::Service')
      .update({ ...call, type: '', physicalId, oldProperties, properties });
    expect(await described()).toMatchObject({ taskDefinition: second, runningCount: 1, taskSets: [] });
    expect(world.plane.tasks().map(({ revision, status }) => [revision, status])).toEqual([
      [1, 'STOPPED'],
      [2, 'RUNNING'],
    ]);
  });
});
