import type { Construct } from 'constructs';
import type { BackupSettings, FarCopies } from '../../platform/stage/resilience.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import { StageStack } from '../stage-stack.ts';
import { backupNames } from './backup-names.ts';
import { BackupVault } from './backup-vault.ts';

export interface FarCopiesStackProps {
  readonly stage: StageDefinition;
  readonly backup: BackupSettings;
  readonly farCopies: FarCopies;
}

/** The copies that outlast the region a stage is in: a vault and its key in another one, and nothing that needs the first. */
export class FarCopiesStack extends StageStack {
  constructor(scope: Construct, id: string, { stage, backup, farCopies }: FarCopiesStackProps) {
    super(scope, id, {
      stage,
      region: farCopies.region,
      holdsData: true,
      description: `Shoal ${stage.name}: copies of its data, far from where it is`,
    });
    const names = backupNames(stage.name);
    new BackupVault(this, 'Copies', {
      stage,
      vaultName: names.farVault,
      alias: names.farKey,
      lock: backup.lock,
      keeps: [farCopies.keepDays],
    });
  }
}
