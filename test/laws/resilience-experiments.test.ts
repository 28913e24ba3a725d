import { describe, expect, it } from '@jest/globals';
import { services } from '../../platform/services.ts';
import { bearsFaults, experimentsOf, nameOfExperiment } from '../../platform/stage/experiments.ts';
import { stages } from '../../platform/stages.ts';
import { statementsOf } from '../support/policies.ts';
import { serviceStacks } from '../support/service-stacks.ts';
import { resourcesOf, type SynthesizedResource, synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();

const templates = resourcesOf(stacks, 'AWS::FIS::ExperimentTemplate');
const of = (stage: string, ...types: readonly string[]): readonly SynthesizedResource[] =>
  resourcesOf(stacks, ...types).filter((one) => one.stage === stage);

describe('experiments', () => {
  it('are there in one stage at least', () => expect(templates.length).toBeGreaterThan(5));

  it.each(stages)('of $name are those that it asks for, and no others', (stage) => {
    const names = of(stage.name, 'AWS::FIS::ExperimentTemplate').map(
      ({ properties }) => properties.Tags.Name,
    );
    expect(names.sort()).toEqual(
      experimentsOf(stage)
        .map((experiment) => `${stage.name}-${nameOfExperiment(experiment)}`)
        .sort(),
    );
  });
});

describe.each(templates.map((one) => ({ name: one.properties.Tags.Name as string, one })))(
  'the experiment $name',
  ({ one: { properties, stage, stack } }) => {
    const conditions: readonly { readonly Source: string; readonly Value: unknown }[] =
      properties.StopConditions;

    it('stops on alarms that customers would feel, which there are', () => {
      expect(conditions.length).toBeGreaterThan(0);
      // FIS takes no more.
      expect(conditions.length).toBeLessThanOrEqual(5);
      const alarms = of(stage, 'AWS::CloudWatch::Alarm');
      const named = conditions.map(({ Source, Value }) => {
        expect(Source).toBe('aws:cloudwatch:alarm');
        const own = /"Fn::GetAtt":\["(\w+)","Arn"\]/.exec(JSON.stringify(Value))?.[1];
        const other = /:alarm:([^"]+)"/.exec(JSON.stringify(Value))?.[1];
        const [alarm] = alarms.filter((one) =>
          own === undefined ? one.properties.AlarmName === other : one.id === own && one.stack === stack,
        );
        return alarm?.properties.AlarmName;
      });
      const doors = services.filter(({ route }) => route === 'public').map(({ name }) => name);
      expect(named).toEqual([
        `${stage}/customers/errors`,
        ...doors.flatMap((door) => ['blue', 'green'].map((colour) => `${stage}/${door}/5xx-${colour}`)),
      ]);
    });

    it('fails where it finds nothing to break, and writes down what it did', () => {
      expect(properties.ExperimentOptions).toEqual({
        AccountTargeting: 'single-account',
        EmptyTargetResolutionMode: 'fail',
      });
      const log = properties.LogConfiguration.CloudWatchLogsConfiguration.LogGroupArn['Fn::GetAtt'][0];
      expect(of(stage, 'AWS::Logs::LogGroup').filter(({ id }) => id === log)).toHaveLength(1);
    });

    it('ends by itself', () => {
      for (const { ActionId, Parameters = {} } of Object.values(properties.Actions) as readonly Action[]) {
        const lasts = !['aws:ecs:stop-task', 'aws:rds:reboot-db-instances'].includes(ActionId);
        expect('duration' in Parameters).toBe(lasts);
      }
    });

    it('acts as a role of its own, which only such experiments of this account take on', () => {
      const id = properties.RoleArn['Fn::GetAtt'][0];
      const [role] = of(stage, 'AWS::IAM::Role').filter((one) => one.id === id && one.stack === stack);
      const [trust, ...more] = role?.properties.AssumeRolePolicyDocument.Statement ?? [];
      expect(more).toEqual([]);
      expect(trust.Principal).toEqual({ Service: 'fis.amazonaws.com' });
      expect(trust.Condition.StringEquals).toEqual({ 'aws:SourceAccount': { Ref: 'AWS::AccountId' } });
      const others = templates.filter(
        (other) => other.stack === stack && other.properties.RoleArn['Fn::GetAtt'][0] === id,
      );
      expect(others).toHaveLength(1);
    });

    it('may do what its actions take, and nothing that breaks anything else', () => {
      const id = properties.RoleArn['Fn::GetAtt'][0];
      const policies = of(stage, 'AWS::IAM::Policy').filter((one) =>
        JSON.stringify(one.properties.Roles).includes(`"${id}"`),
      );
      const breaking = policies
        .flatMap(statementsOf)
        .flatMap(({ actions }) => actions)
        .filter((action) => !/:(Describe|List|Get|Cancel)|^logs:/.test(action));
      const actions = Object.values(properties.Actions) as readonly Action[];
      expect([...new Set(breaking)].sort()).toEqual(
        [
          ...new Set(actions.flatMap(({ ActionId }) => takes[ActionId] ?? [`nothing known of ${ActionId}`])),
        ].sort(),
      );
    });
  },
);

describe.each(serviceStacks(stacks))('the tasks of $name', ({ stage, service, stack }) => {
  const [task] = stack.resources.filter(
    ({ type, id }) => type === 'AWS::ECS::TaskDefinition' && /^Task[0-9A-F]{8}$/.test(id),
  );
  const containers: readonly { readonly Name: string; readonly Essential: boolean }[] =
    task?.properties.ContainerDefinitions;

  it(`${bearsFaults(stage, service.name) ? 'have' : 'do not have'} all that faults in them take`, () => {
    const faults = bearsFaults(stage, service.name);
    const agents = containers.filter(({ Name }) => Name === 'fault-agent');
    expect(agents.map(({ Essential }) => Essential)).toEqual(faults ? [false] : []);
    expect(task?.properties.EnableFaultInjection).toBe(faults ? true : undefined);
    expect(task?.properties.PidMode).toBe(faults ? 'task' : undefined);
    const [ecsService] = resourcesOf([stack], 'AWS::ECS::Service');
    // The agent of ECS Exec would be in the way of the other.
    expect(ecsService?.properties.EnableExecuteCommand).toBe(!faults);
  });
});

describe.each(stages)('the role of such agents in $name', (stage) => {
  it('is there exactly where tasks carry one, and is the one they hand on', () => {
    const named = `${stage.name}-fault-agent`;
    const roles = of(stage.name, 'AWS::IAM::Role').filter(({ properties }) => properties.RoleName === named);
    const bearing = services.filter(({ name }) => bearsFaults(stage, name));
    expect(roles.length).toBe(bearing.length > 0 ? 1 : 0);
    const passing = of(stage.name, 'AWS::IAM::Policy')
      .flatMap(statementsOf)
      .filter(({ condition }) => JSON.stringify(condition ?? '').includes('"ssm.amazonaws.com"'));
    expect(passing).toHaveLength(bearing.length);
    for (const { resources } of passing) expect(JSON.stringify(resources)).toContain(`:role/${named}"`);
  });
});

/** What each action is documented to change. */
const ssm = ['ssm:SendCommand'];
const takes: Readonly<Record<string, readonly string[]>> = {
  'aws:ecs:stop-task': ['ecs:StopTask'],
  'aws:ecs:task-cpu-stress': ssm,
  'aws:ecs:task-network-latency': ssm,
  'aws:ecs:task-network-packet-loss': ssm,
  'aws:elasticache:replicationgroup-interrupt-az-power': ['elasticache:InterruptClusterAzPower'],
  'aws:network:disrupt-connectivity': [
    'ec2:CreateNetworkAcl',
    'ec2:CreateNetworkAclEntry',
    'ec2:CreateTags',
    'ec2:DeleteNetworkAcl',
    'ec2:ReplaceNetworkAclAssociation',
  ],
  'aws:rds:reboot-db-instances': ['rds:RebootDBInstance'],
};

interface Action {
  readonly ActionId: string;
  readonly Parameters?: Readonly<Record<string, string>>;
}
