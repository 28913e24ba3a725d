import { afterAll, describe, expect, it } from '@jest/globals';
import { approvalRoleName, pipelineNames } from '../../lib/delivery/delivery-names.ts';
import { trafficStepsName } from '../../lib/release/traffic-steps.ts';
import { listenerPriorityOf } from '../../lib/service/listener-priority.ts';
import { serviceNames } from '../../lib/service/service-names.ts';
import { services } from '../../platform/services.ts';
import { prod, stages } from '../../platform/stages.ts';
import { nameLimits } from '../../platform/validation/name-limits.ts';
import { headroomLine, headroomOf } from '../support/headroom.ts';
import { pipelinesIn } from '../support/pipelines.ts';
import { resourcesOf, synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();

describe('names', () => {
  const longest = serviceNames('s'.repeat(nameLimits.stage), 'n'.repeat(nameLimits.service));

  it.each([
    ['blue', 32],
    ['green', 32],
    ['taskRole', 64],
    ['executionRole', 64],
    ['migrateRole', 64],
    ['hook', 64],
    ['application', 100],
    ['deploymentGroup', 100],
    ['cluster', 255],
    ['service', 255],
    ['family', 255],
    ['migrateFamily', 255],
    ['logGroup', 512],
  ] as const)('of %s stay within the %d characters AWS allows, for the longest definitions', (use, limit) => {
    expect(longest[use].length).toBeLessThanOrEqual(limit);
  });

  it.each(['pipeline', 'role', 'sourceRole', 'startBuildRole', 'build'] as const)(
    'of a %s in a delivery stay within the 64 characters of a role, for the longest service',
    (use) => {
      expect(pipelineNames('n'.repeat(nameLimits.service))[use].length).toBeLessThanOrEqual(64);
      expect(
        approvalRoleName('n'.repeat(nameLimits.service), 's'.repeat(nameLimits.stage)).length,
      ).toBeLessThan(64);
    },
  );

  it('of traffic steps stay within 100 characters', () => {
    expect(trafficStepsName(prod, longest).length).toBeLessThanOrEqual(100);
  });

  it.each([
    ['AWS::ElasticLoadBalancingV2::TargetGroup', 'Name', 32],
    ['AWS::IAM::Role', 'RoleName', 64],
    ['AWS::Lambda::Function', 'FunctionName', 64],
    ['AWS::Lambda::Function', 'Description', 256],
    ['AWS::CloudWatch::Alarm', 'AlarmName', 255],
    ['AWS::CloudWatch::Alarm', 'AlarmDescription', 1024],
    ['AWS::CloudWatch::CompositeAlarm', 'AlarmDescription', 1024],
    ['AWS::CloudWatch::CompositeAlarm', 'AlarmRule', 10240],
    ['AWS::EC2::SecurityGroup', 'GroupDescription', 255],
    ['AWS::Events::Rule', 'Name', 64],
    ['AWS::Backup::BackupVault', 'BackupVaultName', 50],
    ['AWS::Backup::RestoreTestingPlan', 'RestoreTestingPlanName', 50],
    ['AWS::CodePipeline::Pipeline', 'Name', 100],
    ['AWS::CodeBuild::Project', 'Name', 150],
    ['AWS::CodeBuild::Project', 'Description', 255],
    ['AWS::Config::ConfigRule', 'ConfigRuleName', 128],
    ['AWS::FIS::ExperimentTemplate', 'Description', 512],
    ['AWS::KinesisFirehose::DeliveryStream', 'DeliveryStreamName', 64],
    ['AWS::SNS::Topic', 'DisplayName', 100],
    ['AWS::Synthetics::Canary', 'Name', 255],
  ])('and texts in %s %s have at most %d characters', (type, property, limit) => {
    const texts = resourcesOf(stacks, type)
      .map(({ properties }) => properties[property])
      .filter((text) => typeof text === 'string');
    expect(texts.length).toBeGreaterThan(0);
    expect(texts.filter((text) => text.length > limit)).toEqual([]);
  });
});

describe('descriptions of security groups and their rules', () => {
  it('hold only characters that EC2 takes', () => {
    const groups = resourcesOf(
      stacks,
      ...['AWS::EC2::SecurityGroup', 'AWS::EC2::SecurityGroupIngress', 'AWS::EC2::SecurityGroupEgress'],
    );
    const texts = groups.flatMap(({ properties }) =>
      [...JSON.stringify(properties).matchAll(/"(?:Group)?Description":"([^"]*)"/g)].map(([, text]) => text),
    );
    expect(texts.length).toBeGreaterThan(20);
    expect(texts.filter((text) => !/^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]*$/.test(text ?? ''))).toEqual([]);
  });
});

describe('priorities', () => {
  it.each(stages)(
    'are unique on each listener of $name, and derived from the names of services',
    ({ name }) => {
      const rules = resourcesOf(stacks, 'Custom::TrafficRule').filter(({ stage }) => stage === name);
      const places = rules.map(
        ({ properties }) => `${JSON.stringify(properties.ListenerArn)} ${properties.Priority}`,
      );
      expect(rules).toHaveLength(2 * services.length);
      expect(new Set(places).size).toBe(places.length);
      for (const { stack, properties } of rules) {
        expect(properties.Priority).toBe(listenerPriorityOf(stack.slice(name.length + 1), services));
      }
    },
  );
});

describe('what AWS allows', () => {
  const headroom = headroomOf(stacks);

  it.each(headroom.map((one) => [one.what, one] as const))('has room for all %s', (_what, one) => {
    expect(one.used).toBeGreaterThan(0);
    expect(one.used <= one.quota ? 'enough' : headroomLine(one)).toBe('enough');
  });

  // Whoever adds a service sees here what is left.
  afterAll(() => {
    process.stdout.write(`Quotas of AWS that are used:\n  ${headroom.map(headroomLine).join('\n  ')}\n`);
  });
});

describe('a region of one account', () => {
  const regions = [...new Set(stages.map(({ region }) => region))];
  const inRegion = (region: string) => stages.filter((stage) => stage.region === region);

  it.each(regions)('has the 5 elastic addresses that all stages in %s need together', (region) => {
    const names = inRegion(region).map(({ name }) => name);
    const addresses = resourcesOf(stacks, 'AWS::EC2::EIP').filter(({ stage }) => names.includes(stage));
    expect(addresses.length).toBeGreaterThan(0);
    expect(addresses.length).toBeLessThanOrEqual(5);
  });

  it.each(regions)('has the 50 deployment configurations that all stages in %s need together', (region) => {
    const names = inRegion(region).map(({ name }) => name);
    const own = resourcesOf(stacks, 'AWS::CodeDeploy::DeploymentConfig');
    expect(own.filter(({ stage }) => names.includes(stage)).length).toBeLessThanOrEqual(50);
  });
});

describe('a pipeline', () => {
  it('has no more stages, and a stage no more actions, than the 50 that CodePipeline takes', () => {
    for (const { stages: own } of pipelinesIn(stacks)) {
      expect(own.length).toBeGreaterThanOrEqual(2);
      expect(Math.max(own.length, ...own.map(({ Actions }) => Actions.length))).toBeLessThanOrEqual(50);
    }
  });

  it('tells whoever approves in the 1000 characters that an approval takes', () => {
    const asked = pipelinesIn(stacks)
      .flatMap(({ stages: own }) => own.flatMap(({ Actions }) => Actions))
      .map(({ Configuration }) => Configuration.CustomData)
      .filter((text) => text !== undefined);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((text) => String(text).length > 900)).toEqual([]);
  });
});

describe('a deployment group', () => {
  it('is watched by no more than the ten alarms CodeDeploy takes', () => {
    const counts = resourcesOf(stacks, 'AWS::CodeDeploy::DeploymentGroup').map(
      ({ properties }) => properties.AlarmConfiguration.Alarms.length,
    );
    expect(Math.max(...counts)).toBeLessThanOrEqual(10);
  });
});
