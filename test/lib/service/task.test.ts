import { describe, expect, it } from '@jest/globals';
import { environmentNames, urlVariableOf } from '../../../platform/environment-names.ts';
import { taskSizeIn } from '../../../platform/stage/task-sizes.ts';
import { serviceStacks } from '../../support/service-stacks.ts';
import { synthesized } from '../../support/synthesized.ts';
import { secretVariablesOf } from '../../support/ways-of-services.ts';

const stacks = await synthesized();

interface Container {
  readonly Environment: readonly { readonly Name: string; readonly Value: unknown }[];
  readonly Secrets?: readonly { readonly Name: string; readonly ValueFrom: unknown }[];
  readonly Command: readonly string[];
  readonly StopTimeout: number;
}

describe.each(serviceStacks(stacks))('the tasks of $name', ({ stage, service, names, all, one }) => {
  const tasks = all('AWS::ECS::TaskDefinition').map(({ properties }) => properties);
  const containerOf = (family: string): Container | undefined =>
    tasks.find(({ Family }) => Family === family)?.ContainerDefinitions[0];
  const environmentOf = (family: string): Readonly<Record<string, unknown>> =>
    Object.fromEntries((containerOf(family)?.Environment ?? []).map(({ Name, Value }) => [Name, Value]));
  const serving = containerOf(names.family);

  it('are one that serves, one that migrates where there is a schema, and one for each thing it does once', () => {
    const migrating = service.needs.database ? [names.migrateFamily] : [];
    expect(tasks.map(({ Family }) => Family).sort()).toEqual(
      [names.family, ...migrating, ...service.tasks.map((task) => names.familyOf(task))].sort(),
    );
    expect(serving?.Command).toEqual(['main.mjs']);
    if (service.needs.database) {
      expect(containerOf(names.migrateFamily)?.Command).toEqual(['main.mjs', 'migrate']);
    }
  });

  it('run on Graviton, in the size of their stage, as nobody, and write to nothing of theirs', () => {
    const size = taskSizeIn(stage, service);
    for (const task of tasks) {
      expect(task).toMatchObject({
        RequiresCompatibilities: ['FARGATE'],
        NetworkMode: 'awsvpc',
        RuntimePlatform: { CpuArchitecture: 'ARM64', OperatingSystemFamily: 'LINUX' },
        Cpu: String(size.cpu),
        Memory: String(size.memoryMiB),
      });
      expect(task.ContainerDefinitions[0]).toMatchObject({
        Name: service.name,
        User: '65532',
        ReadonlyRootFilesystem: true,
      });
    }
  });

  it('log without waiting for the log', () => {
    const log = all('AWS::Logs::LogGroup').find(
      ({ properties }) => properties.LogGroupName === names.logGroup,
    );
    for (const task of tasks) {
      for (const { LogConfiguration } of task.ContainerDefinitions) {
        expect(LogConfiguration).toMatchObject({
          LogDriver: 'awslogs',
          Options: { 'awslogs-group': { Ref: log?.id }, mode: 'non-blocking' },
        });
      }
    }
  });

  it('are told only what environment-names.ts names', () => {
    const known: readonly string[] = [
      ...Object.values(environmentNames),
      ...service.calls.map((callee) => urlVariableOf(callee)),
      ...secretVariablesOf(service),
    ];
    const told = tasks.flatMap(({ ContainerDefinitions: [container] }) =>
      [...container.Environment, ...(container.Secrets ?? [])].map(({ Name }: { Name: string }) => Name),
    );
    expect(told.filter((name) => !known.includes(name))).toEqual([]);
  });

  it('get what is secret by reference', () => {
    const secrets = (serving?.Secrets ?? []).map(({ Name }) => Name).sort();
    expect(secrets).toEqual([...secretVariablesOf(service), 'TOKEN_KEYS'].sort());
    for (const name of [...secrets, 'DATABASE_PASSWORD']) {
      expect(environmentOf(names.family)).not.toHaveProperty(name);
    }
  });

  it('know where the services are that they call', () => {
    const environment = environmentOf(names.family);
    for (const callee of service.calls) {
      expect(environment[urlVariableOf(callee)]).toMatch(
        new RegExp(`^https?://${callee}\\.internal\\..*:8\\d+$`),
      );
    }
  });

  it('migrate as a user of their own', () => {
    if (!service.needs.database) return;
    expect(environmentOf(names.family).DATABASE_USER).toEqual({ 'Fn::GetAtt': ['Tenant', 'User'] });
    expect(environmentOf(names.migrateFamily).DATABASE_USER).toEqual({
      'Fn::GetAtt': ['Tenant', 'MigrateUser'],
    });
  });

  it('serve on until the load balancer has noticed, and have as long again to finish', () => {
    const drains = Number(environmentOf(names.family).DRAIN_SECONDS);
    const checks = all('AWS::ElasticLoadBalancingV2::TargetGroup').map(
      ({ properties }) => properties.HealthCheckIntervalSeconds * properties.UnhealthyThresholdCount,
    );
    expect(drains).toBeGreaterThanOrEqual(Math.max(...checks));
    expect(serving?.StopTimeout).toBeGreaterThanOrEqual(2 * drains);
    expect(one('AWS::ECS::Service').properties.LoadBalancers[0].ContainerPort).toBe(service.port);
  });
});
