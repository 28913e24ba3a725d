import { describe, expect, it } from '@jest/globals';
import { stages } from '../../platform/stages.ts';
import { resourcesOf, type SynthesizedResource, stackOf, synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();

const protecting = stages.filter(({ protectsData }) => protectsData);

describe('a stage that protects its data', () => {
  it('is one of those that there are', () => expect(protecting.length).toBeGreaterThan(1));
});

describe.each(protecting)('$name, which protects its data,', ({ name, region, resilience: { backup } }) => {
  if ('none' in backup) throw new Error(`stage '${name}' protects data and has no backup`);
  const of = (type: string): readonly SynthesizedResource[] =>
    resourcesOf(stacks, type).filter(({ stage }) => stage === name);
  const [plan] = of('AWS::Backup::BackupPlan');
  const rules: readonly BackupRule[] = plan?.properties.BackupPlan.BackupPlanRule ?? [];
  const alarms = of('AWS::CloudWatch::Alarm');

  it('copies its database each day, and selects it by tags that it has', () => {
    expect(rules.map(({ ScheduleExpression }) => ScheduleExpression)).toContainEqual(
      expect.stringMatching(/^cron\(\d+ \d+ \* \* \? \*\)$/),
    );
    const [selection] = of('AWS::Backup::BackupSelection');
    const wanted: readonly Condition[] = selection?.properties.BackupSelection.Conditions.StringEquals;
    const databases = resourcesOf([stackOf(stacks, name, 'data')], 'AWS::RDS::DBInstance').filter(
      ({ properties }) => properties.SourceDBInstanceIdentifier === undefined,
    );
    expect(databases).toHaveLength(1);
    for (const { ConditionKey, ConditionValue } of wanted) {
      expect(databases[0]?.properties.Tags).toContainEqual({
        Key: ConditionKey.replace('aws:ResourceTag/', ''),
        Value: ConditionValue,
      });
    }
    expect(wanted.map(({ ConditionValue }) => ConditionValue)).toContain(name);
  });

  it('keeps each copy as long as it says, in a vault that takes no shorter and that is locked', () => {
    const [here] = of('AWS::Backup::BackupVault').filter(({ stack }) => stack === `${name}-resilience`);
    const { MinRetentionDays, MaxRetentionDays, ChangeableForDays } =
      here?.properties.LockConfiguration ?? {};
    for (const { Lifecycle } of rules) {
      expect(Lifecycle.DeleteAfterDays).toBeGreaterThanOrEqual(MinRetentionDays);
      expect(Lifecycle.DeleteAfterDays).toBeLessThanOrEqual(MaxRetentionDays);
      // AWS has no cold storage for RDS and would refuse the plan.
      expect(Lifecycle).not.toHaveProperty('MoveToColdStorageAfterDays');
    }
    expect(ChangeableForDays).toBe(
      backup.lock.kind === 'compliance' ? backup.lock.changeableForDays : undefined,
    );
    expect(here?.deletionPolicy).toBe('RetainExceptOnCreate');
  });

  it('has every vault under a key of its own, which rotates and stays', () => {
    const vaults = of('AWS::Backup::BackupVault');
    expect(vaults.length).toBe('none' in backup.farCopies ? 1 : 2);
    for (const { stack, properties } of vaults) {
      const key = of('AWS::KMS::Key').find(
        (one) => one.stack === stack && one.id === properties.EncryptionKeyArn['Fn::GetAtt'][0],
      );
      expect(key?.properties.EnableKeyRotation).toBe(true);
      expect(key?.deletionPolicy).toBe('RetainExceptOnCreate');
    }
  });

  it('restores its newest copy at least twice a week, into the isolated tier where nobody reaches it', () => {
    const [drill] = of('AWS::Backup::RestoreTestingPlan');
    const days = /\? \* ([A-Z,]+) \*\)$/.exec(drill?.properties.ScheduleExpression)?.[1]?.split(',');
    expect(days?.length).toBeGreaterThanOrEqual(2);
    expect(drill?.properties.RecoveryPointSelection).toMatchObject({ Algorithm: 'LATEST_WITHIN_WINDOW' });
    const [selection] = of('AWS::Backup::RestoreTestingSelection');
    expect(selection?.properties).toMatchObject({
      ProtectedResourceType: 'RDS',
      RestoreTestingPlanName: drill?.properties.RestoreTestingPlanName,
      ValidationWindowHours: backup.drill.keepHours,
    });
    const overrides = selection?.properties.RestoreMetadataOverrides;
    const resource = (id: string) => of('AWS::RDS::DBSubnetGroup').find((one) => one.id === id);
    const subnets = resource(overrides.dbSubnetGroupName.Ref)?.properties.SubnetIds;
    expect(subnets.length).toBeGreaterThan(1);
    for (const subnet of subnets) {
      expect(subnet['Fn::GetStackOutput'].OutputName).toMatch(/VpcIsolatedSubnet/);
    }
    const group = /"([^"]+)","GroupId"/.exec(JSON.stringify(overrides.vpcSecurityGroupIds))?.[1];
    const ways = of('AWS::EC2::SecurityGroupIngress').filter(({ properties }) =>
      JSON.stringify(properties.GroupId).includes(`"${group}"`),
    );
    expect(of('AWS::EC2::SecurityGroup').filter(({ id }) => id === group)).toHaveLength(1);
    expect(ways).toEqual([]);
  });

  it.each(['backup/failed', 'backup/missed', 'restore-drill/failed', 'restore-drill/missed'])(
    'has an alarm on %s, which counts what a rule of its own matches',
    (symptom) => {
      const [alarm] = alarms.filter(({ properties }) => properties.AlarmName === `${name}/${symptom}`);
      const { Namespace, MetricName, Dimensions, AlarmActions } = alarm?.properties ?? {};
      expect([Namespace, MetricName]).toEqual(['AWS/Events', 'MatchedEvents']);
      const rule = of('AWS::Events::Rule').find(({ properties }) => properties.Name === Dimensions[0].Value);
      expect(rule?.properties).toMatchObject({
        State: 'ENABLED',
        EventPattern: { source: ['aws.backup'] },
        Targets: [expect.anything()],
      });
      expect(JSON.stringify(AlarmActions)).toContain(`:${name}-tickets`);
    },
  );

  it('looks for a missed drill no longer than an alarm can look back, and longer than drills are apart', () => {
    const [alarm] = alarms.filter(
      ({ properties }) => properties.AlarmName === `${name}/restore-drill/missed`,
    );
    const { Period, EvaluationPeriods, TreatMissingData } = alarm?.properties ?? {};
    const days = (Period * EvaluationPeriods) / 86_400;
    expect(days).toBeLessThanOrEqual(7);
    expect(days).toBeGreaterThan(7 / backup.drill.days.length);
    expect(TreatMissingData).toBe('breaching');
  });

  it('sends each copy to another region where it says so, into a vault that stands there', () => {
    const far = 'none' in backup.farCopies ? undefined : backup.farCopies;
    for (const { CopyActions } of rules) expect(CopyActions?.length).toBe(far === undefined ? undefined : 1);
    if (far === undefined) return;
    expect(far.region).not.toBe(region);
    const [vault] = of('AWS::Backup::BackupVault').filter(({ stack }) => stack === `${name}-far-copies`);
    for (const { CopyActions = [] } of rules) {
      const destination = JSON.stringify(CopyActions[0]?.DestinationBackupVaultArn);
      expect(destination).toContain(`arn:aws:backup:${far.region}:`);
      expect(destination).toContain(`:backup-vault:${vault?.properties.BackupVaultName}"`);
    }
    // Nothing of it is missing when the first region is.
    expect(JSON.stringify(stackOf(stacks, name, 'far-copies').template)).not.toContain('Fn::GetStackOutput');
    expect(vault?.properties.LockConfiguration.MinRetentionDays).toBeLessThanOrEqual(far.keepDays);
    expect(alarms.map(({ properties }) => properties.AlarmName)).toContain(`${name}/backup/far-copy-failed`);
  });
});

interface BackupRule {
  readonly ScheduleExpression: string;
  readonly Lifecycle: { readonly DeleteAfterDays: number };
  readonly CopyActions?: readonly { readonly DestinationBackupVaultArn: unknown }[];
}

interface Condition {
  readonly ConditionKey: string;
  readonly ConditionValue: string;
}
