import { describe, expect, it } from '@jest/globals';
import { services } from '../../../platform/services.ts';
import { stages } from '../../../platform/stages.ts';
import { bodyLimit } from '../../../services/gateway/body-limit.ts';
import { serviceStacks } from '../../support/service-stacks.ts';
import { resourcesOf, synthesized } from '../../support/synthesized.ts';
import { servingContainer, variablesOf } from './containers.ts';

const synthesizedStacks = await synthesized();
const stacks = serviceStacks(synthesizedStacks);

/** How fast traffic moves, and how closely it is watched: the stage chooses, and has resources where it is not the least. */
const ofTheStagesChoice = [
  /^AWS::CodeDeploy::DeploymentConfig$/,
  /^AWS::CloudWatch::/,
  /^AWS::Events::Rule$/,
  /^AWS::Logs::(QueryDefinition|SubscriptionFilter)$/,
];

/** One value for each stage, with those that are alike as one. */
function different<Value>(valueIn: (stage: string) => Value): readonly Value[] {
  const values = stages.map(({ name }) => JSON.stringify(valueIn(name)));
  return [...new Set(values)].map((value) => JSON.parse(value));
}

describe('X. Stages are alike', () => {
  it.each(services)('in what $name is made of', ({ name }) => {
    const types = different((stage) =>
      stacks
        .find((one) => one.service.name === name && one.stage.name === stage)
        ?.stack.resources.map(({ type }) => type)
        .filter((type) => !ofTheStagesChoice.some((pattern) => pattern.test(type)))
        .toSorted(),
    );
    expect(types).toHaveLength(1);
    expect(types[0]?.length).toBeGreaterThan(20);
  });

  it.each(services)('in what $name is told, but for the values', ({ name }) => {
    const names = different((stage) =>
      stacks
        .filter((one) => one.service.name === name && one.stage.name === stage)
        .flatMap((one) => [...variablesOf(servingContainer(one)).keys()]),
    );
    expect(names).toHaveLength(1);
    expect(names[0]).toContain('PORT');
  });

  it.each([
    ['AWS::RDS::DBInstance', ['Engine', 'EngineVersion']],
    ['AWS::ElastiCache::ReplicationGroup', ['Engine', 'EngineVersion']],
  ])('in the program and the version of %s', (type, members) => {
    const kinds = different((stage) =>
      resourcesOf(synthesizedStacks, type)
        .filter((resource) => resource.stage === stage)
        .map(({ properties }) => members.map((member) => properties[member])),
    );
    expect(kinds).toHaveLength(1);
    expect(kinds[0]).toEqual([[expect.any(String), expect.any(String)]]);
  });

  it('in how large a body may be: the firewall stops nothing that the gateway would take', () => {
    const firewalls = resourcesOf(synthesizedStacks, 'AWS::WAFv2::WebACL');
    expect(firewalls).toHaveLength(stages.filter(({ edge }) => !('none' in edge.firewall)).length);
    for (const { properties } of firewalls) {
      expect(JSON.stringify(properties.Rules)).toContain('"Name":"AWSManagedRulesCommonRuleSet"');
    }
    // SizeRestrictions_BODY of that rule set.
    expect(bodyLimit).toBeLessThanOrEqual(8192);
  });
});
