import { describe, expect, it } from '@jest/globals';
import { stages } from '../../platform/stages.ts';
import { resourcesOf, synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();

/**
 * Who serves our custom resources. CloudFormation takes no other service token for a resource that is there, so these
 * functions are never replaced: neither by another logical id nor by a name.
 */
const servedBy: Readonly<Record<string, string>> = {
  'Custom::Migration': 'MigrationsProviderframeworkonEvent15E1BF06',
  'Custom::Release': 'ReleasesProviderframeworkonEvent2DDB092B',
  'Custom::ReleaseStrategy': 'StrategiesProviderframeworkonEvent18B62E1F',
  'Custom::Tenant': 'TenantsProviderframeworkonEvent5C5D0D05',
  'Custom::TrafficRule': 'TrafficRulesProviderframeworkonEvent9579ED77',
};

describe.each(Object.entries(servedBy))('%s', (type, provider) => {
  it('is served by the same function for ever', () => {
    const resources = resourcesOf(stacks, type);
    expect(resources.length).toBeGreaterThanOrEqual(stages.length);
    for (const { properties } of resources) {
      expect(properties.ServiceToken['Fn::GetStackOutput'].OutputName).toContain(provider);
    }
  });

  it.each(stages)('is served in $name by a function without a name, which no change replaces', ({ name }) => {
    const functions = resourcesOf(stacks, 'AWS::Lambda::Function').filter(
      ({ stage, id }) => stage === name && id === provider,
    );
    expect(functions).toHaveLength(1);
    expect(functions[0]?.properties).not.toHaveProperty('FunctionName');
    expect(functions[0]?.properties).not.toHaveProperty('PackageType');
  });
});
