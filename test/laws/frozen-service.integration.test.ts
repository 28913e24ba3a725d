import { describe, expect, it } from '@jest/globals';
import { serviceNames } from '../../lib/service/service-names.ts';
import { services } from '../../platform/services.ts';
import { bearsFaults } from '../../platform/stage/experiments.ts';
import { dev, type StageDefinition, stages } from '../../platform/stages.ts';
import { smallShop, synthesis } from '../lib/synthesis.ts';
import { resourcesOf, stackOf, synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();

const cases = stages.flatMap((stage) =>
  services.map((service) => ({ name: `${stage.name}-${service.name}`, stage, service })),
);

/** A value that another stack puts out, or a resource of this stack: known by then and never computed. */
const output = { 'Fn::GetStackOutput': expect.anything() };
const own = { 'Fn::GetAtt': expect.anything() };

/**
 * Every property an ECS service under CodeDeploy is created with. Any change of this list, and any change of a value,
 * is an update that ECS refuses on services that are already there: it takes a new service, not a new expectation.
 */
describe.each(cases)('the ECS service $name', ({ stage, service }) => {
  const found = resourcesOf([stackOf(stacks, stage.name, service.name)], 'AWS::ECS::Service');
  const names = serviceNames(stage.name, service.name);

  it('is the only one of its stack', () => {
    expect(found).toHaveLength(1);
  });

  it('has exactly these properties', () => {
    expect(found[0]?.properties).toEqual({
      Cluster: stage.name,
      ServiceName: service.name,
      TaskDefinition: names.family,
      DeploymentController: { Type: 'CODE_DEPLOY' },
      CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 1, Base: 0 }],
      NetworkConfiguration: {
        AwsvpcConfiguration: {
          Subnets: [output, output],
          SecurityGroups: [own],
          AssignPublicIp: 'DISABLED',
        },
      },
      LoadBalancers: [
        {
          ContainerName: service.name,
          ContainerPort: service.port,
          TargetGroupArn: { 'Fn::GetAtt': ['Blue', 'TargetGroupArn'] },
        },
      ],
      HealthCheckGracePeriodSeconds: 60,
      EnableExecuteCommand: !bearsFaults(stage, service.name),
      EnableECSManagedTags: true,
      PropagateTags: 'TASK_DEFINITION',
    });
  });

  it('keeps its logical id, whose change would replace it', () => {
    expect(found[0]?.id).toBe('Service');
  });

  it('names a security group and a target group that no change of words replaces', () => {
    const stack = stackOf(stacks, stage.name, service.name);
    const [group] = stack.resources.filter(({ id }) => id.startsWith('TaskGroup') && id.length === 17);
    expect({ id: group?.id, ...group?.properties }).toMatchObject({
      id: 'TaskGroup987C7EB6',
      GroupDescription: `Shoal ${stage.name}: the tasks of ${service.name}`,
      VpcId: output,
    });
    expect(group?.properties).not.toHaveProperty('GroupName');
    expect(stack.resources.find(({ id }) => id === 'Blue')?.properties).toMatchObject({
      Name: names.blue,
      Port: service.port,
      Protocol: 'HTTP',
      TargetType: 'ip',
      VpcId: output,
    });
  });

  it('names a task definition of its own stack by family, so that a revision changes nothing in it', () => {
    const families = resourcesOf([stackOf(stacks, stage.name, service.name)], 'AWS::ECS::TaskDefinition').map(
      ({ properties }) => properties.Family,
    );
    expect(families).toContain(found[0]?.properties.TaskDefinition);
  });
});

describe('the ECS services of a stage', () => {
  const templatesOf = (stage: StageDefinition) => synthesis({ stages: [stage] });
  const serviceOf = (templates: ReadonlyMap<string, string>, stack: string) =>
    JSON.parse(templates.get(stack) ?? '{}').Resources?.Service;

  it('stay as they are when the stage gets another zone and other capacity, which their release gets', () => {
    const before = templatesOf(dev);
    const after = templatesOf({ ...dev, zones: [...dev.zones, `${dev.region}c`], capacity: 'on-demand' });
    for (const { name } of smallShop) {
      const stack = `dev-${name}`;
      expect(serviceOf(before, stack)).toBeDefined();
      expect(serviceOf(after, stack)).toEqual(serviceOf(before, stack));
      expect(after.get(stack)).not.toBe(before.get(stack));
    }
  });
});

describe('no service', () => {
  it.each([
    ['DesiredCount', 'scaling owns the number of tasks'],
    ['DeploymentConfiguration', 'a circuit breaker or deployment alarms belong to rolling updates'],
    ['ServiceRegistries', 'Cloud Map would send calls to unproven tasks'],
    ['ServiceConnectConfiguration', 'it is not available with CodeDeploy'],
    ['Tags', 'changing one would update the service'],
  ])('has %s: %s', (property) => {
    const having = resourcesOf(stacks, 'AWS::ECS::Service').filter(
      ({ properties }) => property in properties,
    );
    expect(having.map(({ address }) => address)).toEqual([]);
  });
});
