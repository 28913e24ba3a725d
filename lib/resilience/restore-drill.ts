import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { CfnRestoreTestingPlan, CfnRestoreTestingSelection } from 'aws-cdk-lib/aws-backup';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as rds from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import type { DrillSettings } from '../../platform/stage/resilience.ts';
import { days as week } from '../../platform/stage/sleep.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import { acknowledgeStar } from '../validation/acknowledge-star.ts';
import { backupNames } from './backup-names.ts';
import { backupServiceRole, letUseKeys } from './backup-role.ts';
import type { BackupVault } from './backup-vault.ts';

export interface RestoreDrillProps {
  readonly stage: StageDefinition;
  readonly settings: DrillSettings;
  readonly vault: BackupVault;
  readonly vpc: ec2.IVpc;
}

/**
 * Restores the newest copy, some days of each week, into the isolated tier where nobody reaches it, keeps it for those who
 * want to look into it, and deletes it. A backup that was never restored is a hope.
 */
export class RestoreDrill extends Construct {
  readonly planArn: string;

  constructor(scope: Construct, id: string, { stage, settings, vault, vpc }: RestoreDrillProps) {
    super(scope, id);
    const [hour, minute] = settings.at.split(':').map(Number);
    const plan = new CfnRestoreTestingPlan(this, 'Plan', {
      restoreTestingPlanName: backupNames(stage.name).drill,
      scheduleExpression: `cron(${minute} ${hour} ? * ${settings.days.join(',')} *)`,
      scheduleExpressionTimezone: 'Etc/UTC',
      startWindowHours: 1,
      recoveryPointSelection: {
        algorithm: 'LATEST_WITHIN_WINDOW',
        includeVaults: [vault.vault.backupVaultArn],
        recoveryPointTypes: ['SNAPSHOT'],
        // An older copy than this is no copy any more, and the drill finds none.
        selectionWindowDays: 2,
      },
    });
    this.planArn = plan.attrRestoreTestingPlanArn;
    const subnets = new rds.SubnetGroup(this, 'Subnets', {
      description: `Shoal ${stage.name}: databases restored to see that they can be`,
      vpc,
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
    });
    const securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc,
      description: `Shoal ${stage.name}: restored databases, open to nobody`,
      allowAllOutbound: false,
    });
    const role = restoringRole(this, stage, { subnets, securityGroup });
    const selection = new CfnRestoreTestingSelection(this, 'Selection', {
      restoreTestingPlanName: plan.restoreTestingPlanName,
      restoreTestingSelectionName: `shoal_${stage.name}_database`,
      protectedResourceType: 'RDS',
      // The vault holds nothing else.
      protectedResourceArns: ['*'],
      iamRoleArn: role.roleArn,
      validationWindowHours: settings.keepHours,
      // AWS Backup leaves out the standby and the protection against deletion by itself.
      restoreMetadataOverrides: {
        dbSubnetGroupName: subnets.subnetGroupName,
        vpcSecurityGroupIds: `["${securityGroup.securityGroupId}"]`,
      },
    });
    selection.addResourceDependency(plan);
    selection.node.addDependency(role);
  }

  /** Beyond this without a drill that succeeded, one was missed: the longest pause there is, and a day. */
  static longestPause({ days }: DrillSettings): Duration {
    const indices = days.map((day) => week.indexOf(day)).sort((one, other) => one - other);
    const pauses = indices.map((day, at) => (indices[at + 1] ?? (indices[0] ?? 0) + 7) - day);
    return Duration.days(Math.max(...pauses) + 1);
  }
}

interface RestoredInto {
  readonly subnets: rds.ISubnetGroup;
  readonly securityGroup: ec2.ISecurityGroup;
}

/** What AWS Backup may do to restore a copy, under the names that its tests have, and nothing to the database itself. */
function restoringRole(scope: Construct, stage: StageDefinition, into: RestoredInto): iam.Role {
  const stack = Stack.of(scope);
  const arn = (service: string, resource: string, resourceName: string): string =>
    stack.formatArn({
      service,
      resource,
      resourceName,
      arnFormat: service === 'rds' ? ArnFormat.COLON_RESOURCE_NAME : ArnFormat.SLASH_RESOURCE_NAME,
    });
  const restored = arn('rds', 'db', 'awsbackup-restore-test-*');
  const snapshots = arn('rds', 'snapshot', 'awsbackup:*');
  const role = backupServiceRole(scope, 'Role', `Restores copies of ${stage.name} to see that they can be`);
  role.addToPolicy(
    new iam.PolicyStatement({
      actions: ['rds:RestoreDBInstanceFromDBSnapshot'],
      resources: [
        restored,
        snapshots,
        arn('rds', 'subgrp', into.subnets.subnetGroupName),
        // Which of these it was made with is written in the snapshot.
        arn('rds', 'pg', '*'),
        arn('rds', 'og', '*'),
      ],
    }),
  );
  role.addToPolicy(
    new iam.PolicyStatement({
      actions: ['rds:AddTagsToResource', 'rds:DescribeDBInstances', 'rds:ListTagsForResource'],
      resources: [restored],
    }),
  );
  role.addToPolicy(
    new iam.PolicyStatement({
      actions: ['rds:DescribeDBSnapshots', 'rds:ListTagsForResource'],
      resources: [snapshots],
    }),
  );
  letUseKeys(role, [stage.region], [`shoal/${stage.name}/data`]);
  for (const star of [restored, snapshots, arn('rds', 'pg', '*'), arn('rds', 'og', '*')]) {
    acknowledgeStar(
      role,
      star,
      'AWS Backup names what a restore test makes, and its snapshots, by prefixes of its own; parameter and option groups are named in the snapshot and are only read. The database that serves has another name.',
    );
  }
  return role;
}
