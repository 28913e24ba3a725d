import { describe, expect, it } from '@jest/globals';
import { stages } from '../../platform/stages.ts';
import { statementsOf } from '../support/policies.ts';
import { stackOf, synthesized } from '../support/synthesized.ts';
import { handlerCalls } from './handler-calls.ts';

const stacks = await synthesized();

/** What a role holds for reasons that stand in no handler's code; and `ec2:`, by which Lambda joins a network. */
const besides: Readonly<Record<string, string>> = {
  'codedeploy:GetApplicationRevision': 'CodeDeploy looks it up for whoever creates a deployment',
  'codedeploy:GetDeploymentConfig': 'CodeDeploy looks it up for whoever creates a deployment',
  'codedeploy:RegisterApplicationRevision': 'CodeDeploy registers it for whoever creates a deployment',
  'iam:PassRole': 'ECS runs a task in roles that its starter hands on',
  'kms:Decrypt': 'Secrets Manager decrypts for whoever reads',
  'logs:CreateLogStream': 'Lambda writes the log',
  'logs:PutLogEvents': 'Lambda writes the log',
  'secretsmanager:DescribeSecret': 'comes with the right to read a secret',
};

const roles = [
  { part: 'cluster', role: 'ReleasesIsCompleteRole', entry: 'pipeline/release/release.handler.ts' },
  { part: 'cluster', role: 'MigrationsIsCompleteRole', entry: 'pipeline/release/migration.handler.ts' },
  { part: 'cluster', role: 'StrategiesOnEventRole', entry: 'pipeline/release/strategy-guard.handler.ts' },
  { part: 'data', role: 'TenantsOnEventRole', entry: 'pipeline/release/tenant.handler.ts' },
  { part: 'edge', role: 'TrafficRulesOnEventRole', entry: 'pipeline/release/traffic-rule.handler.ts' },
  {
    part: 'catalog',
    role: 'ReleaseHookFunctionRole',
    entry: 'pipeline/hooks/after-test-traffic.handler.ts',
  },
];

describe.each(roles)('$role', ({ part, role, entry }) => {
  const calls = handlerCalls(entry);

  it.each(stages)('may make every call of its handler in $name, and no other', ({ name }) => {
    const held = stackOf(stacks, name, part)
      .resources.filter(({ id }) => id.startsWith(role))
      .flatMap(statementsOf)
      .flatMap(({ actions }) => actions);
    expect(calls.length).toBeGreaterThan(0);
    expect(held.filter((action) => !(action in besides) && !action.startsWith('ec2:')).sort()).toEqual(calls);
  });
});

describe('the half of a provider that only answers', () => {
  it.each(['ReleasesOnEventRole', 'MigrationsOnEventRole'])('%s writes its log and does no more', (role) => {
    const held = stackOf(stacks, 'dev', 'cluster')
      .resources.filter(({ id }) => id.startsWith(role))
      .flatMap(statementsOf)
      .flatMap(({ actions }) => actions);
    expect(held.sort()).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents']);
  });
});
