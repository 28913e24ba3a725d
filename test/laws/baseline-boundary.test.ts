import { describe, expect, it } from '@jest/globals';
import { baselineOf, isOn } from '../../platform/stage/baseline.ts';
import { stages } from '../../platform/stages.ts';
import { identityPolicies, isBoundary, statementsOf } from '../support/policies.ts';
import { resourcesOf, stackOf, synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();

describe.each(stages)('the roles of $name', (stage) => {
  const { name } = stage;
  const { boundary } = baselineOf(stage);
  const own = stacks.filter((stack) => stack.stage === name);
  const roles = resourcesOf(own, 'AWS::IAM::Role');
  const [policy, ...more] = resourcesOf(own, 'AWS::IAM::ManagedPolicy').filter(isBoundary);

  it(`are ${isOn(boundary) ? 'all' : 'not'} bound`, () => {
    expect(roles.length).toBeGreaterThan(20);
    expect(more).toEqual([]);
    const expected = isOn(boundary) ? `:policy/${policy?.properties.ManagedPolicyName}"` : undefined;
    const others = roles.filter(({ properties }) =>
      expected === undefined
        ? properties.PermissionsBoundary !== undefined
        : !JSON.stringify(properties.PermissionsBoundary ?? '').includes(expected),
    );
    expect(others.map(({ address }) => address)).toEqual([]);
  });

  if (policy === undefined) return;
  const limits = statementsOf(policy);
  const services = limits
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(({ actions }) => actions.map((action) => action.split(':')[0]));
  const refused = limits
    .filter(({ effect, condition }) => effect === 'Deny' && condition === undefined)
    .flatMap(({ actions }) => actions);
  const allowed = resourcesOf(own, 'AWS::IAM::Role', ...identityPolicies)
    .filter((one) => !isBoundary(one))
    .flatMap(statementsOf)
    .filter(({ effect }) => effect === 'Allow');

  it('are allowed nothing that their boundary cuts off, so that it never breaks them', () => {
    expect(allowed.length).toBeGreaterThan(20);
    const beyond = allowed.flatMap(({ address, actions }) =>
      actions
        .filter((action) => !services.includes(action.split(':')[0]) || refused.includes(action))
        .map((action) => `${address}: ${action} is beyond lib/baseline/boundary.ts`),
    );
    expect(beyond).toEqual([]);
  });

  it('hand on roles of their own stage only, which its names say', () => {
    const named = roles.map(({ properties }) => properties.RoleName).filter((role) => role !== undefined);
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((role) => !String(role).startsWith(`${name}-`))).toEqual([]);
    const passing = limits.filter(({ actions }) => actions.includes('iam:PassRole'));
    expect(passing.map(({ resources }) => JSON.stringify(resources))).toEqual([
      expect.stringContaining(`:role/${name}-*`),
    ]);
  });

  it('can never make a role, switch a watcher off, or take away what must last', () => {
    for (const service of ['organizations', 'account', 'cloudtrail', 'config', 'guardduty', 'budgets']) {
      expect(services).not.toContain(service);
    }
    expect(limits.flatMap(({ actions }) => actions).filter((action) => action?.startsWith('iam:'))).toEqual([
      'iam:PassRole',
    ]);
    expect(refused).toEqual(
      expect.arrayContaining([
        'backup:DeleteRecoveryPoint',
        'kms:ScheduleKeyDeletion',
        'logs:DeleteLogGroup',
        'rds:DeleteDBInstance',
      ]),
    );
  });

  it('are bound by less than the 6,144 characters that IAM takes', () => {
    expect(JSON.stringify(policy.properties.PolicyDocument).length).toBeLessThan(6144);
  });
});

describe('every stack of a stage', () => {
  it.each(stages)('of $name stands on its baseline, which reads no other stack', ({ name }) => {
    const baseline = stackOf(stacks, name, 'baseline');
    expect(JSON.stringify(baseline.template)).not.toContain('Fn::GetStackOutput');
    expect(resourcesOf([baseline], 'AWS::IAM::Role')).toEqual([]);
  });
});
