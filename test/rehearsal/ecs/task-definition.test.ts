import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EcsWorld } from './ecs-world.ts';

let world: EcsWorld;
beforeEach(() => {
  world = new EcsWorld();
});
afterEach(() => world.close());

describe('a task definition', () => {
  it('gets the next revision of its family, and its family means the newest', async () => {
    expect(await world.define('v1')).toBe(
      'arn:aws:ecs:eu-central-1:000000000000:task-definition/dev-catalog:1',
    );
    const second = await world.define('v2');
    const answer = await world.ask('DescribeTaskDefinition', { taskDefinition: 'dev-catalog' });
    expect(answer).toMatchObject({
      taskDefinition: {
        taskDefinitionArn: second,
        revision: 2,
        status: 'ACTIVE',
        cpu: '256',
        containerDefinitions: [
          {
            name: 'catalog',
            image: 'v2',
            logConfiguration: { options: { 'awslogs-group': '/shoal/dev/catalog' } },
          },
        ],
      },
    });
  });

  it('that is deleted is inactive, and its number is not given again', async () => {
    await world.define('v1');
    const second = await world.define('v2');
    await world.delete('AWS::ECS::TaskDefinition', second);
    expect(await world.ask('ListTaskDefinitions', { familyPrefix: 'dev-catalog' })).toMatchObject({
      taskDefinitionArns: [expect.stringMatching(/:1$/)],
    });
    expect(await world.define('v3')).toMatch(/:3$/);
  });

  it('is registered anew as it was, after it became inactive', async () => {
    const first = await world.define('v1');
    await world.delete('AWS::ECS::TaskDefinition', first);
    const { taskDefinition: before } = (await world.ask('DescribeTaskDefinition', {
      taskDefinition: first,
    })) as {
      taskDefinition: Record<string, unknown>;
    };
    const { family, containerDefinitions, cpu, memory } = before;
    const { taskDefinition } = (await world.ask('RegisterTaskDefinition', {
      family,
      containerDefinitions,
      cpu,
      memory,
    })) as { taskDefinition: Record<string, unknown> };
    expect(taskDefinition).toMatchObject({ revision: 2, status: 'ACTIVE', containerDefinitions });
  });

  it.each([
    [{ DockerLabels: {} }, "'DockerLabels' is not played here; allowed are"],
    [{ Secrets: [{ Name: 'A' }] }, "'ValueFrom' is missing"],
    [{ Command: [] }, "'Command' is missing"],
    [{ LogConfiguration: { LogDriver: 'splunk' } }, "log driver 'splunk' is not played here, awslogs is"],
    [
      { HealthCheck: { Command: ['CMD'], Interval: 'often' } },
      '\'Interval\' is "often", and must be a number',
    ],
  ])('with %j is refused', async (container, sentence) => {
    await expect(world.define('v1', container)).rejects.toThrow(sentence);
  });

  describe('with the AppConfig agent beside its container', () => {
    const own = { Name: 'catalog', Image: 'v1', Command: ['main.mjs'] };
    const agent = {
      Name: 'settings-agent',
      Image: 'public.ecr.aws/aws-appconfig/aws-appconfig-agent:2.x',
      Essential: false,
      RestartPolicy: { Enabled: true },
    };
    const register = (...ContainerDefinitions: readonly object[]) =>
      world.create('AWS::ECS::TaskDefinition', { Family: 'two', ContainerDefinitions });

    it('is its own container, wherever the agent stands', async () => {
      await register(own, agent);
      await register(agent, own);
      const { taskDefinition } = (await world.ask('DescribeTaskDefinition', { taskDefinition: 'two' })) as {
        taskDefinition: { containerDefinitions: readonly { name: string }[] };
      };
      expect(taskDefinition.containerDefinitions.map(({ name }) => name)).toEqual([
        'settings-agent',
        'catalog',
      ]);
    });

    it.each([
      'public.ecr.aws/aws-observability/aws-otel-collector:v0.45.0',
      'public.ecr.aws/amazon-ssm-agent/amazon-ssm-agent:latest',
    ])('is its own container beside %s too', async (Image) => {
      await register(own, agent, { ...agent, Name: 'other-agent', Image });
      const described = await world.ask('DescribeTaskDefinition', { taskDefinition: 'two' });
      expect(described).toMatchObject({ taskDefinition: { containerDefinitions: { length: 3 } } });
    });

    it('is refused where the agent is essential: the one played here ends with no task', async () => {
      await expect(register(own, { ...agent, Essential: true })).rejects.toThrow('the agent is essential');
    });

    it('is refused with a third container, and with another image of a like name', async () => {
      await expect(register(own, agent, { ...own, Name: 'other' })).rejects.toThrow('has 2 containers');
      const other = { ...agent, Image: 'registry/my-aws-appconfig-agent:2.x' };
      await expect(register(own, other)).rejects.toThrow('has 2 containers');
    });
  });

  it('with a second container is refused', async () => {
    const ContainerDefinitions = [{ Name: 'a' }, { Name: 'b' }];
    await expect(
      world.create('AWS::ECS::TaskDefinition', { Family: 'two', ContainerDefinitions }),
    ).rejects.toThrow("task definition 'two' has 2 containers, and exactly one is played here");
  });
});
