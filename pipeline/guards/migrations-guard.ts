import { counted, type LookedAt } from './looked-at.ts';
import { lintMigrations } from './migrations/lint-migrations.ts';
import { problemsAgainstMain } from './migrations/on-main.ts';
import { readMigrationFiles } from './migrations/read-migrations.ts';
import { problemsWhereDeployed } from './migrations/where-deployed.ts';
import type { Verdict } from './verdict.ts';

export interface MigrationsGuardOptions {
  /** The folder of the repository. */
  readonly root: string;
  /** What counts as deployed. @default - main */
  readonly since?: string | undefined;
  /** The stage that they are about to be deployed to, where it was looked at. */
  readonly looked?: Pick<LookedAt, 'deployed' | 'next'> | undefined;
}

/** Refuses migrations that take something from the version that serves, and those that were changed afterwards. */
export async function migrationsGuard({ root, since, looked }: MigrationsGuardOptions): Promise<Verdict> {
  const files = readMigrationFiles(root);
  const { problems, excuses } = lintMigrations(files);
  const main = await problemsAgainstMain({ root, since, excuses });
  const there = looked === undefined ? undefined : problemsWhereDeployed(looked);
  const refusals = [...problems, ...main.problems, ...(there?.problems ?? [])].map(
    ({ file, line, sentence }) => {
      const address = line === undefined ? file : `${file}:${line}`;
      return { address, property: undefined, sentence: `${address}: ${sentence}` };
    },
  );
  const services = new Set(files.map(({ path }) => path.split('/')[1])).size;
  return {
    guard: 'migrations',
    looked: `${counted(files.length, 'file', 'files')} of ${counted(services, 'service', 'services')}`,
    refusals,
    remarks: main.remark === undefined || there?.compared ? [] : [main.remark],
  };
}
