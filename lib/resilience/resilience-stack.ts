import type { Construct } from 'constructs';
import type { ServiceDefinition } from '../../platform/service-definition.ts';
import { experimentsOf } from '../../platform/stage/experiments.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import { EventLog } from '../baseline/event-log.ts';
import type { DataStack } from '../data/data-stack.ts';
import type { EdgeStack } from '../edge/edge-stack.ts';
import type { NetworkStack } from '../network/network-stack.ts';
import { StageStack } from '../stage-stack.ts';
import { BackupAlarms } from './backup-alarms.ts';
import { backupNames } from './backup-names.ts';
import { BackupPlan } from './backup-plan.ts';
import { BackupVault } from './backup-vault.ts';
import { Experiments } from './experiments.ts';
import { RestoreDrill } from './restore-drill.ts';

export interface ResilienceStackProps {
  readonly stage: StageDefinition;
  readonly services: readonly ServiceDefinition[];
  readonly network: NetworkStack;
  readonly data: DataStack;
  readonly edge: EdgeStack;
}

/** Whether a stage asks for anything that this stack holds. */
export function needsResilience({ resilience }: StageDefinition): boolean {
  return !('none' in resilience.backup && 'none' in resilience.experiments);
}

/** What a stage does against loss: copies in a vault, a drill that restores them, and experiments that break things. */
export class ResilienceStack extends StageStack {
  constructor(scope: Construct, id: string, props: ResilienceStackProps) {
    const { stage, network, data } = props;
    super(scope, id, {
      stage,
      holdsData: true,
      description: `Shoal ${stage.name}: copies of its data, drills that restore them, and what may be broken on purpose`,
    });
    const { backup } = stage.resilience;
    if (!('none' in backup)) {
      const names = backupNames(stage.name);
      const vault = new BackupVault(this, 'Backup', {
        stage,
        vaultName: names.vault,
        alias: names.vaultKey,
        lock: backup.lock,
        keeps: [backup.keepDays, ...(backup.keepMonthlyDays > 0 ? [backup.keepMonthlyDays] : [])],
      });
      new BackupPlan(this, 'Plan', {
        stage,
        settings: backup,
        vault,
        identifier: data.database.identifier,
      });
      const drill = new RestoreDrill(this, 'Drill', {
        stage,
        settings: backup.drill,
        vault,
        vpc: network.vpc,
      });
      new BackupAlarms(this, 'Alarms', {
        stage,
        settings: backup,
        vaultArn: vault.vault.backupVaultArn,
        drill,
        log: new EventLog(this, 'Events', { stage, key: network.logKey, about: 'backup' }),
      });
    }
    const experiments = experimentsOf(stage);
    if (experiments.length > 0) new Experiments(this, 'Experiments', { ...props, experiments });
  }
}
