import type { LookedAt } from '../looked-at.ts';
import type { Template } from '../resource-change.ts';
import type { MigrationProblem } from './migration-problem.ts';

export interface WhereDeployed {
  readonly problems: readonly MigrationProblem[];
  /** Stacks that say which files they were deployed with. */
  readonly compared: number;
}

/** What a stack was deployed with has run there: it stays as it is, also for who has no history of the files. */
export function problemsWhereDeployed({
  deployed,
  next,
}: Pick<LookedAt, 'deployed' | 'next'>): WhereDeployed {
  const compared = [...next].flatMap(([stack, template]) => {
    const [then, now] = [migrationsOf(deployed.get(stack)), migrationsOf(template)];
    return then === undefined || now === undefined ? [] : [{ stack, then, now }];
  });
  const problems = compared.flatMap(({ stack, then, now }) =>
    Object.entries(then.files).flatMap(([name, checksum]) => {
      if (now.files[name] === checksum) return [];
      const what = name in now.files ? 'was changed' : 'is gone';
      const sentence = `it ${what} after ${stack} was deployed with it, where it has run: put it back as it was and write a new one, migrations only go forward (a rehearsal forgets what was tried in it: npm start -- --fresh)`;
      return [{ file: `services/${then.service}/migrations/${name}`, sentence }];
    }),
  );
  return { problems, compared: compared.length };
}

function migrationsOf(template: Template | undefined) {
  const [migration] = Object.values(template?.Resources ?? {}).filter(
    ({ Type }) => Type === 'Custom::Migration',
  );
  const { Container: service, Files: files } = migration?.Properties ?? {};
  if (typeof service !== 'string' || typeof files !== 'object' || files === null) return undefined;
  return { service, files: files as Readonly<Record<string, unknown>> };
}
