import { Duration } from 'aws-cdk-lib';
import * as backup from 'aws-cdk-lib/aws-backup';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { VaultLock } from '../../platform/stage/resilience.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import { removalIn } from '../removal.ts';

export interface BackupVaultProps {
  readonly stage: StageDefinition;
  readonly vaultName: string;
  readonly alias: string;
  readonly lock: VaultLock;
  /** For how many days what goes into it is kept: it takes nothing that ends earlier, and nothing for ever. */
  readonly keeps: readonly number[];
}

/** Where copies are out of reach of whoever can delete the database, under a key of their own, for as long as promised. */
export class BackupVault extends Construct {
  readonly vault: backup.BackupVault;

  constructor(scope: Construct, id: string, props: BackupVaultProps) {
    super(scope, id);
    const { stage, lock, keeps } = props;
    const removalPolicy = removalIn(stage);
    const key = new kms.Key(this, 'Key', {
      alias: props.alias,
      description: `Shoal ${stage.name}: copies of its data in the vault ${props.vaultName}`,
      enableKeyRotation: true,
      removalPolicy,
    });
    this.vault = new backup.BackupVault(this, 'Vault', {
      backupVaultName: props.vaultName,
      encryptionKey: key,
      lockConfiguration: {
        minRetention: Duration.days(Math.min(...keeps)),
        // It has to be above the other, which is the same where all copies are kept equally long.
        maxRetention: Duration.days(Math.max(...keeps) + 1),
        ...(lock.kind === 'compliance' ? { changeableFor: Duration.days(lock.changeableForDays) } : {}),
      },
      removalPolicy,
    });
  }
}
