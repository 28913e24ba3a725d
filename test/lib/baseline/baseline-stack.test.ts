import { describe, expect, it } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { BaselineStack } from '../../../lib/baseline/baseline-stack.ts';
import { prod, type StageDefinition } from '../../../platform/stages.ts';

function baselineWith(baseline: StageDefinition['baseline']): Template {
  return Template.fromStack(new BaselineStack(new App(), 'baseline', { stage: { ...prod, baseline } }));
}

function typesIn(template: Template): readonly string[] {
  const resources = Object.values(template.toJSON().Resources) as readonly { readonly Type: string }[];
  return [...new Set(resources.map(({ Type }) => Type))].sort();
}

describe('a stage whose account has a baseline already', () => {
  it('has a place where its alarms and events go, and nothing else', () => {
    expect(typesIn(baselineWith({ none: 'the organization has one' }))).toEqual([
      'AWS::KMS::Alias',
      'AWS::KMS::Key',
      'AWS::Logs::ResourcePolicy',
      'AWS::SNS::Topic',
      'AWS::SNS::TopicPolicy',
    ]);
  });
});

describe('a part of a baseline', () => {
  if ('none' in prod.baseline) throw new Error('prod has a baseline');
  const { baseline } = prod;
  const off = { none: 'the account has it' };

  it.each([
    ['boundary', 'AWS::IAM::ManagedPolicy'],
    ['threats', 'AWS::GuardDuty::Detector'],
    ['trail', 'AWS::CloudTrail::Trail'],
    ['drift', 'AWS::Config::ConfigurationRecorder'],
    ['spending', 'AWS::Budgets::Budget'],
  ])('%s is left out alone, and with it %s', (part, type) => {
    expect(typesIn(baselineWith(baseline))).toContain(type);
    expect(typesIn(baselineWith({ ...baseline, [part]: off }))).not.toContain(type);
  });

  it('that finds something tells of it by an alarm on a rule, from the severity that the stage names', () => {
    const template = baselineWith({ ...baseline, threats: { tellFrom: 4 } });
    template.hasResourceProperties('AWS::Events::Rule', {
      Name: 'prod-security-finding',
      EventPattern: { source: ['aws.guardduty'], detail: { severity: [{ numeric: ['>=', 4] }] } },
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'prod/security/finding',
      Namespace: 'AWS/Events',
      Dimensions: [{ Name: 'RuleName', Value: 'prod-security-finding' }],
      Threshold: 1,
      TreatMissingData: 'notBreaching',
    });
  });
});
