import { describe, expect, it } from '@jest/globals';
import { cents, chargesOf, type Resources } from '../charges-of.ts';

const database: Resources = {
  Database: [
    'AWS::RDS::DBInstance',
    { DBInstanceClass: 'db.t4g.micro', AllocatedStorage: '100', StorageType: 'gp3' },
  ],
};

const sumOf = (id: string, resources: Resources) =>
  cents(chargesOf(id, resources).reduce((sum, { awake }) => sum + awake, 0));

describe('a backup plan', () => {
  const planWith = (rule: object): Resources => ({
    ...database,
    Plan: ['AWS::Backup::BackupPlan', { BackupPlan: { BackupPlanRule: [rule] } }],
  });
  const daily = { RuleName: 'daily', ScheduleExpression: 'cron(0 5 * * ? *)' };

  it('costs a whole copy, and what changed in each day for which it keeps one', () => {
    const rule = { ...daily, Lifecycle: { DeleteAfterDays: 11 } };
    expect(sumOf('Plan', planWith(rule))).toBe(cents(120 * 0.103));
  });

  it('holds more change between copies that are a month apart', () => {
    const rule = {
      RuleName: 'monthly',
      ScheduleExpression: 'cron(0 5 1 * ? *)',
      Lifecycle: { DeleteAfterDays: 90 },
    };
    expect(sumOf('Plan', planWith(rule))).toBe(cents(100 * (1 + 0.6 * 2) * 0.103));
  });

  it('costs copies in another region, and the way there', () => {
    const rule = {
      ...daily,
      Lifecycle: { DeleteAfterDays: 1 },
      CopyActions: [{ Lifecycle: { DeleteAfterDays: 1 } }],
    };
    expect(sumOf('Plan', planWith(rule))).toBe(cents(2 * 100 * 0.103 + 60 * 0.02));
  });
});

describe('a restore drill', () => {
  it('costs each test, and the hours of the database that it makes', () => {
    const resources: Resources = {
      ...database,
      Plan: ['AWS::Backup::RestoreTestingPlan', { ScheduleExpression: 'cron(0 7 ? * 1,4 *)' }],
      Selection: ['AWS::Backup::RestoreTestingSelection', { ValidationWindowHours: 10 }],
    };
    const drills = (2 * 730) / (24 * 7);
    expect(sumOf('Plan', resources)).toBe(cents(drills * (1.5 + 10 * 0.019)));
  });
});

describe('what watches a stage', () => {
  it('costs by the rules that Config evaluates and what it records', () => {
    const resources: Resources = {
      Recorder: ['AWS::Config::ConfigurationRecorder'],
      One: ['AWS::Config::ConfigRule'],
      Two: ['AWS::Config::ConfigRule'],
    };
    expect(sumOf('Recorder', resources)).toBe(cents(300 * 0.003 + 200 * 0.001));
  });

  it('costs more where GuardDuty looks into tasks', () => {
    const shop = (features: readonly object[]): Resources => ({
      Detector: ['AWS::GuardDuty::Detector', { Features: features }],
      Service: [
        'AWS::ECS::Service',
        { Cluster: 'dev', ServiceName: 'carts', TaskDefinition: 'dev-carts', DesiredCount: 4 },
      ],
      Task: ['AWS::ECS::TaskDefinition', { Family: 'dev-carts', Cpu: '512', Memory: '1024' }],
    });
    const inside = { Name: 'RUNTIME_MONITORING', Status: 'ENABLED' };
    expect(sumOf('Detector', shop([]))).toBe(4.6);
    expect(sumOf('Detector', shop([inside]))).toBe(cents(4.6 + 2 * 1.65));
  });

  it('costs nothing for a trail that records no data events', () => {
    expect(sumOf('Trail', { Trail: ['AWS::CloudTrail::Trail'] })).toBe(0);
    expect(sumOf('Trail', { Trail: ['AWS::CloudTrail::Trail', { AdvancedEventSelectors: [{}] }] })).toBe(0.5);
  });
});

describe('a registry', () => {
  it('pays for scanning by Inspector, and not for basic scanning', () => {
    const registry = (ScanType: string): Resources => ({
      Scanning: ['AWS::ECR::RegistryScanningConfiguration', { ScanType }],
      Images: ['AWS::ECR::Repository'],
    });
    expect(sumOf('Scanning', registry('BASIC'))).toBe(0);
    expect(sumOf('Scanning', registry('ENHANCED'))).toBe(cents(8 * (0.11 + 10 * 0.01)));
  });
});
