import { describe, expect, it } from '@jest/globals';
import { stages } from '../../platform/stages.ts';
import { stackOf, synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();

/** What AWS counts for its own lists of rules. */
const unitsOf: Readonly<Record<string, number>> = {
  AWSManagedRulesAmazonIpReputationList: 25,
  AWSManagedRulesKnownBadInputsRuleSet: 200,
  AWSManagedRulesCommonRuleSet: 700,
  AWSManagedRulesSQLiRuleSet: 200,
};
/** More than any rule of ours takes: a rate, a list of addresses, a list of countries. */
const ownUnits = 10;
const partsOf = (stage: string) => {
  const { resources } = stackOf(stacks, stage, 'edge');
  return (type: string) => resources.filter((resource) => resource.type === type);
};

describe.each(stages.filter(({ edge }) => !('none' in edge.firewall)))(
  'the firewall of $name',
  ({ name }) => {
    const ofType = partsOf(name);
    const [acl, ...others] = ofType('AWS::WAFv2::WebACL');

    it('stands before the public load balancer', () => {
      const publicOne = ofType('AWS::ElasticLoadBalancingV2::LoadBalancer').find(
        ({ properties }) => properties.Scheme === 'internet-facing',
      );
      const [association] = ofType('AWS::WAFv2::WebACLAssociation');
      expect(others).toEqual([]);
      expect(association?.properties).toMatchObject({
        ResourceArn: { Ref: publicOne?.id },
        WebACLArn: { 'Fn::GetAtt': [acl?.id, 'Arn'] },
      });
    });

    it('measures under its own name, and none that AWS keeps for itself', () => {
      const { VisibilityConfig, Name } = acl?.properties ?? {};
      expect(VisibilityConfig.MetricName).toBe(Name);
      expect(VisibilityConfig.MetricName).not.toMatch(/^(all|default_action)$/i);
    });

    it('counts requests by address and asks the lists that AWS keeps', () => {
      const names = acl?.properties.Rules.map(({ Name }: { Name: string }) => Name);
      expect(names).toEqual(
        expect.arrayContaining([
          'RatePerAddress',
          'AWSManagedRulesAmazonIpReputationList',
          'AWSManagedRulesKnownBadInputsRuleSet',
          'AWSManagedRulesCommonRuleSet',
          'AWSManagedRulesSQLiRuleSet',
        ]),
      );
    });

    it('takes no more of the 1,500 units that its price includes than there are', () => {
      const units = acl?.properties.Rules.map(({ Name }: { Name: string }) => unitsOf[Name] ?? ownUnits);
      expect(units.reduce((sum: number, one: number) => sum + one, 0)).toBeLessThanOrEqual(1500);
    });

    it('writes down what it stopped, without tokens and cookies', () => {
      const [logging] = ofType('AWS::WAFv2::LoggingConfiguration');
      expect(logging?.properties.ResourceArn).toEqual({ 'Fn::GetAtt': [acl?.id, 'Arn'] });
      expect(logging?.properties.RedactedFields).toEqual([
        { SingleHeader: { Name: 'authorization' } },
        { SingleHeader: { Name: 'cookie' } },
      ]);
      const [log] = ofType('AWS::Logs::LogGroup').filter(
        ({ properties }) => properties.LogGroupName === `aws-waf-logs-shoal-${name}`,
      );
      expect(JSON.stringify(logging?.properties.LogDestinationConfigs)).toContain(`{"Ref":"${log?.id}"}`);
    });
  },
);

describe('a stage that says why it has no firewall', () => {
  const without = stages.filter(({ edge }) => 'none' in edge.firewall);

  it('has none of its parts, which cost by the month', () => {
    for (const { name } of without) {
      const { resources } = stackOf(stacks, name, 'edge');
      expect(resources.filter(({ type }) => type.startsWith('AWS::WAFv2::'))).toEqual([]);
    }
  });

  it('protects no data', () => {
    expect(without.filter(({ protectsData }) => protectsData)).toEqual([]);
  });
});
