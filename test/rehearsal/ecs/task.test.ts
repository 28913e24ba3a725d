import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EcsWorld, server } from './ecs-world.ts';

let world: EcsWorld;
beforeEach(async () => {
  world = new EcsWorld();
  await world.create('AWS::ECS::Cluster', { ClusterName: 'dev' });
});
afterEach(() => world.close());

interface Described {
  readonly taskArn: string;
  readonly lastStatus: string;
  readonly containers: readonly {
    readonly exitCode?: number;
    readonly reason?: string;
    readonly managedAgents?: readonly object[];
  }[];
}

async function run(input: object = {}): Promise<Described> {
  const request = { cluster: 'dev', taskDefinition: 'dev-catalog', ...input };
  const { tasks } = await world.ask<{ tasks: readonly Described[] }>('RunTask', request);
  const [task] = tasks;
  if (!task) throw new Error('no task');
  return task;
}
async function look(task: Described): Promise<Described | undefined> {
  const { tasks } = await world.ask<{ tasks: readonly Described[] }>('DescribeTasks', {
    cluster: 'dev',
    tasks: [task.taskArn],
  });
  return tasks[0];
}
async function stopped(task: Described): Promise<Described> {
  await world.until('the task stops', async () => (await look(task))?.lastStatus === 'STOPPED');
  return (await look(task)) as Described;
}

describe('a task', () => {
  it('keeps its exit code and its log stream', async () => {
    await world.define(world.image('v1', 'console.log("migrated 3"); process.exit(4)'));
    const task = await stopped(await run({ startedBy: 'a-request' }));
    expect(task).toMatchObject({
      group: 'family:dev-catalog',
      startedBy: 'a-request',
      stopCode: 'EssentialContainerExited',
      containers: [{ name: 'catalog', exitCode: 4 }],
    });
    const id = task.taskArn.split('/').at(-1);
    expect(world.lines).toEqual([
      { group: '/shoal/dev/catalog', stream: `catalog/catalog/${id}`, line: 'migrated 3' },
    ]);
  });

  it('sees its own environment alone: template, secrets, overrides, the rehearsal and its address', async () => {
    await world.define(world.image('v1', server), {
      Environment: [
        { Name: 'STAGE', Value: 'dev' },
        { Name: 'HOST', Value: '0.0.0.0' },
        { Name: 'LOG_LEVEL', Value: 'info' },
      ],
      Secrets: [
        {
          Name: 'CACHE_PASSWORD',
          ValueFrom: 'arn:aws:secretsmanager:eu-central-1:1:secret:cache-AbCdEf:password::',
        },
        { Name: 'TOKEN_KEYS', ValueFrom: 'arn:aws:ssm:eu-central-1:1:parameter/shoal/dev/token-keys' },
      ],
    });
    await run({
      overrides: {
        containerOverrides: [
          {
            name: 'catalog',
            command: ['main.mjs', 'migrate'],
            environment: [{ name: 'LOG_LEVEL', value: 'debug' }],
          },
        ],
      },
    });
    await world.until('it prints', () => world.lines.length > 0);
    const { env, argv, execArgv } = JSON.parse(world.lines[0]?.line ?? '{}');
    expect(env).toEqual({
      PATH: expect.any(String),
      HOME: '/nonexistent',
      STAGE: 'dev',
      LOG_LEVEL: 'debug',
      CACHE_PASSWORD: 'arn:aws:secretsmanager:eu-central-1:1:secret:cache-AbCdEf#password',
      TOKEN_KEYS: 'arn:aws:ssm:eu-central-1:1:parameter/shoal/dev/token-keys',
      AWS_REGION: 'eu-central-1',
      HOST: expect.stringMatching(/^127\./),
      PORT: '21510',
    });
    expect(argv).toEqual(['migrate']);
    expect(execArgv).toEqual([]);
  });

  it('runs once for a client token, however often it is asked for', async () => {
    await world.define(world.image('v1', server));
    const first = await run({ clientToken: 'once' });
    expect((await run({ clientToken: 'once' })).taskArn).toBe(first.taskArn);
    await expect(run({ clientToken: 'once', startedBy: 'other' })).rejects.toThrow('other parameters');
    expect(world.plane.tasks()).toHaveLength(1);
  });

  it.each([
    ['shoal run by jan', "startedBy 'shoal run by jan' contains invalid characters"],
    ['shoal-run/jan@shop.example', "startedBy 'shoal-run/jan@shop.example' contains invalid characters"],
    ['x'.repeat(129), 'startedBy longer than 128.'],
  ])('is not started by %s', async (startedBy, why) => {
    await world.define(world.image('v1', server));
    const refused = run({ startedBy });
    await expect(refused).rejects.toThrow(why);
    await expect(refused).rejects.toMatchObject({ code: 'InvalidParameterException' });
    expect(world.plane.tasks()).toEqual([]);
  });

  it('tells of the agent for sessions where it takes some, which runs as soon as the task does', async () => {
    await world.define(world.image('v1', server));
    const first = await run({ enableExecuteCommand: true });
    expect(first.containers[0]?.managedAgents).toEqual([
      { name: 'ExecuteCommandAgent', lastStatus: 'PENDING' },
    ]);
    await world.until('it runs', async () => (await look(first))?.lastStatus === 'RUNNING');
    expect(await look(first)).toMatchObject({
      enableExecuteCommand: true,
      containers: [
        {
          managedAgents: [
            { name: 'ExecuteCommandAgent', lastStatus: 'RUNNING', lastStartedAt: expect.any(Number) },
          ],
        },
      ],
    });
    expect(await run()).toMatchObject({ enableExecuteCommand: false, containers: [{ name: 'catalog' }] });
    expect((await run()).containers[0]?.managedAgents).toBeUndefined();
  });

  it('that cannot start is stopped with the reason', async () => {
    await world.define('missing:tag');
    expect(await stopped(await run())).toMatchObject({
      stopCode: 'TaskFailedToStart',
      stoppedReason: 'CannotPullContainerError: no image missing:tag: run `npx shoal build`',
    });
  });

  it('without one of its secrets does not start', async () => {
    await world.close();
    world = new EcsWorld({
      valueOf: () => {
        throw new Error('no such parameter');
      },
    });
    await world.create('AWS::ECS::Cluster', { ClusterName: 'dev' });
    await world.define(world.image('v1', server), { Secrets: [{ Name: 'TOKEN_KEYS', ValueFrom: '/keys' }] });
    expect(await stopped(await run())).toMatchObject({
      stoppedReason:
        "ResourceInitializationError: unable to pull secrets: 'TOKEN_KEYS' from /keys: no such parameter",
    });
  });

  it('is told to stop, and killed when it does not within its stop timeout', async () => {
    const deaf = 'process.on("SIGTERM", () => {}); console.log("up"); setInterval(() => {}, 1000);';
    await world.define(world.image('v1', deaf), { StopTimeout: 0.1 });
    const task = await run();
    await world.until('it is up', () => world.lines.length > 0);
    await world.ask('StopTask', { cluster: 'dev', task: task.taskArn, reason: 'enough' });
    expect(await stopped(task)).toMatchObject({
      stopCode: 'UserInitiated',
      stoppedReason: 'enough',
      containers: [{ exitCode: 137 }],
    });
  });

  it('is healthy when its own health check passes', async () => {
    await world.define(world.image('v1', server), {
      HealthCheck: { Command: ['CMD', 'node', '-e', 'process.exit(process.env.PORT === "21510" ? 0 : 1)'] },
    });
    const task = await run();
    await world.until(
      'HEALTHY',
      async () => ((await look(task)) as { healthStatus?: string } | undefined)?.healthStatus === 'HEALTHY',
    );
    expect(await look(task)).toMatchObject({ lastStatus: 'RUNNING', healthStatus: 'HEALTHY' });
  });
});

describe('a task that has just been run', () => {
  it('is unknown to other calls for a moment', async () => {
    let now = Date.now();
    await world.close();
    world = new EcsWorld({ now: () => now, valueOf: (name) => name });
    await world.create('AWS::ECS::Cluster', { ClusterName: 'dev' });
    await world.define(world.image('v1', server));
    const { taskArn } = await run();
    const described = () => world.ask('DescribeTasks', { cluster: 'dev', tasks: [taskArn] });
    const listed = () => world.ask('ListTasks', { cluster: 'dev' });
    expect(await described()).toEqual({ tasks: [], failures: [{ arn: taskArn, reason: 'MISSING' }] });
    expect(await listed()).toEqual({ taskArns: [] });
    now += 250;
    expect(await described()).toMatchObject({ tasks: [{ taskArn }], failures: [] });
    expect(await listed()).toEqual({ taskArns: [taskArn] });
  });
});

describe('listing tasks', () => {
  it('tells running from stopped, by family and by who started them', async () => {
    await world.define(world.image('v1', 'process.exit(0)'));
    const task = await stopped(await run({ startedBy: 'me' }));
    const list = (input: object) => world.ask('ListTasks', { cluster: 'dev', ...input });
    expect(await list({ family: 'dev-catalog' })).toEqual({ taskArns: [] });
    expect(await list({ family: 'dev-catalog', desiredStatus: 'STOPPED' })).toEqual({
      taskArns: [task.taskArn],
    });
    expect(await list({ startedBy: 'you', desiredStatus: 'STOPPED' })).toEqual({ taskArns: [] });
  });

  it('says of an unknown task that it is missing, and of an unknown cluster which there are', async () => {
    expect(await world.ask('DescribeTasks', { cluster: 'dev', tasks: ['0123'] })).toEqual({
      tasks: [],
      failures: [{ arn: 'arn:aws:ecs:eu-central-1:000000000000:task/dev/0123', reason: 'MISSING' }],
    });
    await expect(world.ask('ListTasks', { cluster: 'prod' })).rejects.toThrow(
      'Cluster not found: prod. There are: dev.',
    );
  });
});
