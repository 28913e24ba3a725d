import { describe, expect, it } from '@jest/globals';
import { services } from '../../platform/services.ts';
import { statementsOf } from '../support/policies.ts';
import { serviceStacks } from '../support/service-stacks.ts';
import { resourcesOf, synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();

describe('the live colour', () => {
  it('is in no template: CloudFormation forwards nothing to a target group', () => {
    const forwarding = stacks.flatMap(({ resources }) =>
      resources.filter(
        ({ type, properties }) =>
          /Listener/.test(type) && /TargetGroup|"forward"/i.test(JSON.stringify(properties)),
      ),
    );
    expect(forwarding.map(({ address }) => address)).toEqual([]);
  });

  it('is no property of a rule: no weight and no action', () => {
    const properties = resourcesOf(stacks, 'Custom::TrafficRule').flatMap((rule) =>
      Object.keys(rule.properties),
    );
    expect([...new Set(properties)].sort()).toEqual([
      ...['BlueTargetGroupArn', 'GreenTargetGroupArn', 'HostHeaders', 'ListenerArn'],
      ...['PathPatterns', 'Priority', 'ServiceToken'],
    ]);
  });

  it('is changed by releases, and by the function that makes rules, and by nobody else', () => {
    const changing = resourcesOf(stacks, 'AWS::IAM::Policy')
      .flatMap(statementsOf)
      .filter(({ actions }) =>
        actions.some((action) => /elasticloadbalancing:(Modify|Set|Create|Delete)/.test(action)),
      );
    const holders = new Set(changing.map(({ address }) => address.replace(/^[^-]+-|DefaultPolicy.*/g, '')));
    expect([...holders].sort()).toEqual(
      ['edge/TrafficRulesOnEventRole', ...services.map(({ name }) => `${name}/ReleaseRole`)].sort(),
    );
  });

  it('survives a release that would change a listener: CodeDeploy may change rules only', () => {
    const actions = resourcesOf(stacks, 'AWS::IAM::Policy')
      .flatMap(statementsOf)
      .flatMap((statement) => statement.actions);
    expect(actions).toContain('elasticloadbalancing:ModifyRule');
    expect(actions).not.toContain('elasticloadbalancing:ModifyListener');
  });
});

describe.each(serviceStacks(stacks))('the traffic of $name', ({ service, stage, names, all, byId }) => {
  const production = byId('RulesProduction').properties;
  const test = byId('RulesTest').properties;

  it('has one rule on the production listener and one on the test listener', () => {
    expect(all('Custom::TrafficRule')).toHaveLength(2);
    const door = service.route === 'public' ? 'Public' : 'Internal';
    expect(JSON.stringify(production.ListenerArn)).toContain(`${door}LoadBalancerProduction`);
    expect(JSON.stringify(test.ListenerArn)).toContain(`${door}LoadBalancerTest`);
  });

  it('meets the same conditions on both', () => {
    expect({ ...test, ListenerArn: 0 }).toEqual({ ...production, ListenerArn: 0 });
  });

  it('is all of the public listener, or what asks for its name', () => {
    if (service.route === 'public') {
      expect(production).toMatchObject({ PathPatterns: ['/*'] });
    } else {
      const domain = 'name' in stage.domain ? stage.domain.name : `${stage.name}.shoal.internal`;
      expect(production).toMatchObject({ HostHeaders: [`${service.name}.internal.${domain}`] });
    }
  });

  it('can go to two target groups that differ in nothing but the name', () => {
    const blue = byId('Blue').properties;
    const green = byId('Green').properties;
    expect([blue.Name, green.Name]).toEqual([names.blue, names.green]);
    expect({ ...green, Name: '' }).toEqual({ ...blue, Name: '' });
    expect(production).toMatchObject({
      BlueTargetGroupArn: { 'Fn::GetAtt': ['Blue', 'TargetGroupArn'] },
      GreenTargetGroupArn: { 'Fn::GetAtt': ['Green', 'TargetGroupArn'] },
    });
  });
});
