import { access, rm, writeFile } from 'node:fs/promises';
import type { Apt, Missing } from './apt.ts';
import type { Execute } from './execute.ts';

const policyFile = '/usr/sbin/policy-rc.d';

export interface AptInstallProps {
  readonly apt: Apt;
  readonly execute: Execute;
  readonly missing: readonly Missing[];
  readonly progress: (sentence: string) => void;
}

/** Installs the missing servers' packages as root; their services are neither started nor enabled. */
export async function aptInstall({ apt, execute, missing, progress }: AptInstallProps): Promise<void> {
  const packages = await apt.packagesFor(missing).catch(async () => {
    progress('renewing the package lists (apt-get update)');
    await apt.update();
    return apt.packagesFor(missing);
  });
  progress(`installing ${packages.join(' and ')} (apt-get install)`);
  await withoutServices(async () => {
    const install = () =>
      apt.run('apt-get', [
        'install',
        '--yes',
        '--no-install-recommends',
        // The machine's own servers stay as they are: better no installation than a removed package.
        '--no-remove',
        '--no-upgrade',
        ...['-o', 'DPkg::Lock::Timeout=120'],
        ...packages,
      ]);
    await install().catch(async () => {
      progress('renewing the package lists (apt-get update)');
      await apt.update();
      return install();
    });
  });
  // Only packages that were not there before came in, so only their services are switched off.
  for (const name of packages.filter((name) => !name.startsWith('mariadb'))) {
    await execute('systemctl', ['disable', '--quiet', name]).catch(() => undefined);
  }
}

/** A package's own scripts ask this file whether they may start its service. */
export async function withoutServices(install: () => Promise<void>): Promise<void> {
  const there = await access(policyFile).then(
    () => true,
    () => false,
  );
  if (there) return install();
  await writeFile(policyFile, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    await install();
  } finally {
    await rm(policyFile, { force: true });
  }
}
