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

  it('with a second container is refused', async () => {
    const ContainerDefinitions = [{ Name: 'a' }, { Name: 'b' }];
    await expect(
      world.create('AWS::ECS::TaskDefinition', { Family: 'two', ContainerDefinitions }),
    ).rejects.toThrow("task definition 'two' has 2 containers, and exactly one is played here");
  });
});
