import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { BackupSettings } from '../../platform/stage/resilience.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import { EventAlarm } from '../baseline/event-alarm.ts';
import type { EventLog } from '../baseline/event-log.ts';
import { RestoreDrill } from './restore-drill.ts';

export interface BackupAlarmsProps {
  readonly stage: StageDefinition;
  readonly settings: BackupSettings;
  readonly vaultArn: string;
  readonly drill: RestoreDrill;
  readonly log: EventLog;
}

/** Tells when a copy or a drill failed, and when there was none, which nothing that fails would say. */
export class BackupAlarms extends Construct {
  constructor(scope: Construct, id: string, props: BackupAlarmsProps) {
    super(scope, id);
    const { stage, settings, log, drill, vaultArn } = props;
    const common = { stage, log, severity: 'ticket' } as const;
    const copies = { backupVaultArn: [vaultArn] };
    const drills = { restoreTestingPlanArn: [drill.planArn] };
    new EventAlarm(this, 'BackupFailed', {
      ...common,
      about: 'backup',
      symptom: 'failed',
      when: 'it happens',
      pattern: happened('Backup Job State Change', { ...copies, state: ['FAILED', 'ABORTED', 'EXPIRED'] }),
      says: 'A copy of the database was not made. It usually follows a change of a role or a key, or RDS being busy with a copy or with maintenance of its own: the event says why. Start a copy by hand once the cause is gone.',
    });
    new EventAlarm(this, 'BackupMissed', {
      ...common,
      about: 'backup',
      symptom: 'missed',
      when: { noneFor: Duration.days(2) },
      pattern: happened('Backup Job State Change', { ...copies, state: ['COMPLETED'] }),
      says: 'There was no copy of the database for two days, and none that failed either. It usually follows a database that lost its tags shoal:backup and stage, or a plan that was changed by hand. In a new stage it is on until the first copy was made, a day after the stage.',
    });
    new EventAlarm(this, 'DrillFailed', {
      ...common,
      about: 'restore-drill',
      symptom: 'failed',
      when: 'it happens',
      pattern: happened('Restore Job State Change', { ...drills, status: ['FAILED', 'ABORTED'] }),
      says: 'The newest copy of the database could not be restored: until this is mended, assume that there is no backup. It usually follows a change of a role, a key or the network; the event says why.',
    });
    new EventAlarm(this, 'DrillMissed', {
      ...common,
      about: 'restore-drill',
      symptom: 'missed',
      when: { noneFor: RestoreDrill.longestPause(settings.drill) },
      pattern: happened('Restore Job State Change', { ...drills, status: ['COMPLETED'] }),
      says: 'No copy of the database was restored for longer than there is between two drills, and none failed either. It usually follows copies that are missing, so that the drill finds none. In a new stage it is on until its first drill.',
    });
    if ('none' in settings.farCopies) return;
    new EventAlarm(this, 'FarCopyFailed', {
      ...common,
      about: 'backup',
      symptom: 'far-copy-failed',
      when: 'it happens',
      pattern: happened('Copy Job State Change', { state: ['FAILED'], ...fromVault(vaultArn) }),
      says: `A copy did not reach ${settings.farCopies.region}, so the loss of ${stage.region} would cost the time since the last one that did. It usually follows a change of the key or the vault there; the event says why.`,
    });
  }
}

function fromVault(arn: string): Readonly<Record<string, readonly string[]>> {
  return { sourceBackupVaultArn: [arn] };
}

function happened(what: string, detail: Readonly<Record<string, readonly string[]>>) {
  return {
    source: ['aws.backup'],
    detailType: [what],
    detail: Object.fromEntries(Object.entries(detail).map(([field, values]) => [field, [...values]])),
  };
}
