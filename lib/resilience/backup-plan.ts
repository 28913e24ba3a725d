import { ArnFormat, Stack } from 'aws-cdk-lib';
import { CfnBackupPlan, CfnBackupSelection } from 'aws-cdk-lib/aws-backup';
import { Construct } from 'constructs';
import type { BackupSettings } from '../../platform/stage/resilience.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import { backupNames } from './backup-names.ts';
import { backupRole } from './backup-role.ts';
import type { BackupVault } from './backup-vault.ts';

export interface BackupPlanProps {
  readonly stage: StageDefinition;
  readonly settings: BackupSettings;
  readonly vault: BackupVault;
  readonly identifier: string;
}

/**
 * Takes a copy of the database each day. That is all a stage has to lose: the cache can be filled again and has snapshots
 * of its own, events wait in queues for days, secrets are made by their stacks, and buckets hold logs.
 * Copies are snapshots and not continuous: any second of the last weeks is what RDS keeps by itself, and whoever takes
 * that over from RDS changes what the template of the database says.
 */
export class BackupPlan extends Construct {
  constructor(scope: Construct, id: string, props: BackupPlanProps) {
    super(scope, id);
    const { stage, settings, vault, identifier } = props;
    const stack = Stack.of(this);
    const { farCopies } = settings;
    const far = 'region' in farCopies ? farCopies : undefined;
    const plan = new CfnBackupPlan(this, 'Plan', {
      backupPlan: {
        backupPlanName: `shoal-${stage.name}`,
        backupPlanRule: [
          rule('daily', '* * ? *', settings.keepDays),
          ...(settings.keepMonthlyDays > 0 ? [rule('monthly', '1 * ? *', settings.keepMonthlyDays)] : []),
        ],
      },
      backupPlanTags: { platform: 'shoal', stage: stage.name },
    });
    const role = backupRole(this, 'Role', { stage, identifier, farRegion: far?.region });
    const selection = new CfnBackupSelection(this, 'Selection', {
      backupPlanId: plan.attrBackupPlanId,
      backupSelection: {
        selectionName: `shoal-${stage.name}`,
        iamRoleArn: role.roleArn,
        resources: [
          stack.formatArn({
            service: 'rds',
            resource: 'db',
            resourceName: '*',
            arnFormat: ArnFormat.COLON_RESOURCE_NAME,
          }),
        ],
        // Both, since an account may hold more than one stage.
        conditions: {
          StringEquals: [
            { ConditionKey: 'aws:ResourceTag/shoal:backup', ConditionValue: 'yes' },
            { ConditionKey: 'aws:ResourceTag/stage', ConditionValue: stage.name },
          ],
        },
      },
    });
    // A plan that begins before its role may do anything fails its first copy.
    selection.node.addDependency(role);

    function rule(
      ruleName: string,
      days: string,
      deleteAfterDays: number,
    ): CfnBackupPlan.BackupRuleResourceTypeProperty {
      const { hour, minute, minutes } = timesOf(settings.window);
      return {
        ruleName,
        targetBackupVault: vault.vault.backupVaultName,
        scheduleExpression: `cron(${minute} ${hour} ${days})`,
        startWindowMinutes: minutes,
        completionWindowMinutes: minutes + hoursToFinish * 60,
        lifecycle: { deleteAfterDays },
        recoveryPointTags: { platform: 'shoal', stage: stage.name },
        ...(far === undefined
          ? {}
          : {
              copyActions: [
                {
                  destinationBackupVaultArn: stack.formatArn({
                    service: 'backup',
                    region: far.region,
                    resource: 'backup-vault',
                    resourceName: backupNames(stage.name).farVault,
                    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
                  }),
                  lifecycle: { deleteAfterDays: far.keepDays },
                },
              ],
            }),
      };
    }
  }
}

/** After the last moment a copy may begin. */
const hoursToFinish = 4;

/** `05:00-06:00` */
function timesOf(window: string): {
  readonly hour: number;
  readonly minute: number;
  readonly minutes: number;
} {
  const [hour = 0, minute = 0, endHour = 0, endMinute = 0] = window.split(/[:-]/).map(Number);
  return { hour, minute, minutes: ((endHour - hour) * 60 + endMinute - minute + 24 * 60) % (24 * 60) };
}
