import { describe, expect, it } from '@jest/globals';
import { services } from '../../platform/services.ts';
import { bearsFaults } from '../../platform/stage/experiments.ts';
import { type Statement, statementsOf } from '../support/policies.ts';
import { serviceStacks } from '../support/service-stacks.ts';
import { synthesized } from '../support/synthesized.ts';
import { secretVariablesOf } from '../support/ways-of-services.ts';

const stacks = await synthesized();

const exec = [
  ...['kms:Decrypt', 'logs:CreateLogStream', 'logs:DescribeLogGroups', 'logs:DescribeLogStreams'],
  ...['logs:PutLogEvents', 'ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel'],
  ...['ssmmessages:OpenControlChannel', 'ssmmessages:OpenDataChannel'],
];

/** The agent that experiments take, where ECS Exec would be in its way. */
const faults = ['iam:PassRole', 'ssm:AddTagsToResource', 'ssm:CreateActivation'];

describe.each(serviceStacks(stacks))('the roles of $name', ({ service, stage, names, stack }) => {
  const held = (role: string): readonly Statement[] =>
    stack.resources.filter(({ id }) => id.startsWith(role)).flatMap(statementsOf);
  const actions = (role: string) =>
    held(role)
      .flatMap((statement) => statement.actions)
      .sort();
  const looking = bearsFaults(stage, service.name) ? faults : exec;
  const database = service.needs.database ? ['rds-db:connect'] : [];
  const events = [
    ...(service.needs.publishes.length > 0 ? ['kms:GenerateDataKey', 'sns:Publish'] : []),
    ...(service.needs.subscribes.length > 0
      ? ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:ReceiveMessage']
      : []),
  ];
  const settings =
    service.settings === undefined
      ? []
      : ['appconfig:GetLatestConfiguration', 'appconfig:StartConfigurationSession', 'kms:Decrypt'];

  const traces =
    'none' in stage.telemetry.traces ? [] : ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'];

  it('let its code connect to its database, to its topic and its queue, and be looked into or broken on purpose, and no more', () => {
    expect([...new Set(actions('TaskRole'))]).toEqual(
      [...new Set([...looking, ...database, ...settings, ...events, ...traces])].sort(),
    );
  });

  it('let its migrations connect to its database and no more', () => {
    expect(actions('MigrateRole')).toEqual(database);
  });

  it('connect as its own users: one that reads and writes, one that migrates', () => {
    const users = ['TaskRole', 'MigrateRole'].map((role) =>
      held(role)
        .filter((statement) => statement.actions.includes('rds-db:connect'))
        .map(({ resources }) => JSON.stringify(resources).match(/\["Tenant","(\w+)"\]/)?.[1]),
    );
    expect(users).toEqual(service.needs.database ? [['User'], ['MigrateUser']] : [[], []]);
  });

  it('read its own settings only', () => {
    const reading = held('TaskRole').filter(({ actions }) =>
      actions.some((action) => action.startsWith('appconfig:')),
    );
    expect(reading).toHaveLength(service.settings === undefined ? 0 : 1);
    for (const { resources } of reading) {
      expect(JSON.stringify(resources)).toMatch(
        /\/environment\/",\{"Ref":"SettingsEnvironment\w*"\},"\/configuration\/",\{"Ref":"SettingsProfile\w*"\}/,
      );
    }
  });

  it('let ECS pull its own image only, and read its own secrets only', () => {
    const text = (action: string) =>
      JSON.stringify(
        held('ExecutionRole')
          .filter((statement) => statement.actions.includes(action))
          .map(({ resources }) => resources),
      );
    expect(text('ecr:BatchGetImage')).toContain(`repository/shoal/${service.name}`);
    const secrets = held('ExecutionRole').filter(({ actions: [first = ''] }) =>
      first.startsWith('secretsmanager:'),
    );
    expect(secrets.flatMap(({ resources }) => resources)).toHaveLength(secretVariablesOf(service).length);
    if (service.needs.cache)
      expect(text('secretsmanager:GetSecretValue')).toContain(`Cache${service.name}Password`);
    for (const other of services.filter(({ name }) => name !== service.name)) {
      expect(JSON.stringify(held('ExecutionRole'))).not.toMatch(
        new RegExp(`shoal/${other.name}"|Cache${other.name}Password`),
      );
    }
  });

  it('are handed by CodeDeploy to tasks and to nothing else', () => {
    const passing = held('ReleaseRole').filter((statement) => statement.actions.includes('iam:PassRole'));
    expect(passing).toHaveLength(1);
    expect(passing[0]?.condition).toEqual({
      StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' },
    });
    expect(JSON.stringify(passing[0]?.resources)).not.toMatch(/MigrateRole|\*/);
  });

  it('let CodeDeploy touch its service, its two rules and its hook, and read alarms', () => {
    const statements = held('ReleaseRole');
    const reached = (action: string) =>
      JSON.stringify(statements.find((statement) => statement.actions.includes(action))?.resources);
    expect(reached('ecs:CreateTaskSet')).toContain(`service/${stage.name}/${service.name}"`);
    expect(reached('elasticloadbalancing:ModifyRule').match(/Rules(Production|Test)/g)).toEqual([
      'RulesProduction',
      'RulesTest',
    ]);
    // Asked for several alarms, CloudWatch may check all of them: nothing narrower is known to do.
    expect(reached('cloudwatch:DescribeAlarms')).toContain(':alarm:*"');
    expect(reached('lambda:InvokeFunction')).toContain('ReleaseHookFunction');
    expect(new Set(statements.flatMap((statement) => statement.actions))).toEqual(
      new Set([
        ...['cloudwatch:DescribeAlarms', 'ecs:CreateTaskSet', 'ecs:DeleteTaskSet', 'ecs:DescribeServices'],
        ...['ecs:UpdateServicePrimaryTaskSet', 'elasticloadbalancing:DescribeListeners'],
        ...['elasticloadbalancing:DescribeRules', 'elasticloadbalancing:DescribeTargetGroups'],
        ...['elasticloadbalancing:ModifyRule', 'iam:PassRole', 'lambda:InvokeFunction'],
      ]),
    );
    expect(names.hook).toBe(`CodeDeployHook_${stage.name}_${service.name}`);
  });
});
