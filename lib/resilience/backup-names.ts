/** Named, because a vault in another region cannot be referred to, and because restore tests take names of this form only. */
export interface BackupNames {
  readonly vault: string;
  readonly vaultKey: string;
  readonly farVault: string;
  readonly farKey: string;
  readonly drill: string;
}

export function backupNames(stage: string): BackupNames {
  return {
    vault: `shoal-${stage}`,
    vaultKey: `shoal/${stage}/backup`,
    farVault: `shoal-${stage}-far`,
    farKey: `shoal/${stage}/far-copies`,
    drill: `shoal_${stage}_drill`,
  };
}
