import { execFile } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { LintedMigrations } from './lint-migrations.ts';
import type { MigrationProblem } from './migration-problem.ts';

const run = promisify(execFile);
const allMigrations = ':(glob)services/*/migrations/*.sql';

export interface OnMain {
  readonly problems: readonly MigrationProblem[];
  /** What could not be looked at, and why. */
  readonly remark?: string;
}

export interface OnMainOptions {
  /** The folder of the repository. */
  readonly root: string;
  /** What counts as deployed. @default - `main`, or else `origin/main` */
  readonly since?: string | undefined;
  readonly excuses: LintedMigrations['excuses'];
}

/** What is on main was carried out somewhere: its files stay as they are, and its releases are those that were. */
export async function problemsAgainstMain({ root, since, excuses }: OnMainOptions): Promise<OnMain> {
  const git = async (...args: readonly string[]): Promise<string> =>
    (await run('git', ['-C', root, ...args])).stdout.trim();
  const base = await baseOf(git, root, since);
  if (base === undefined) {
    if (since !== undefined) {
      throw new Error(`'${since}' is no commit of a repository here. Name one like main or HEAD~1.`);
    }
    return {
      problems: [],
      remark:
        'There is no branch main here, so nobody compared these files with those that were carried out.',
    };
  }
  const [changed, strangers] = await Promise.all([
    changedSince(git, base),
    unknownReleases(git, base, excuses),
  ]);
  return { problems: [...changed, ...strangers] };
}

type Git = (...args: readonly string[]) => Promise<string>;

async function baseOf(git: Git, root: string, since: string | undefined): Promise<string | undefined> {
  try {
    // Copied into another repository's folder, these files are on no branch of it.
    if ((await git('rev-parse', '--show-toplevel')) !== (await realpath(root))) return undefined;
  } catch {
    return undefined;
  }
  for (const ref of since === undefined ? ['main', 'origin/main'] : [since]) {
    try {
      return await git('merge-base', '--end-of-options', ref, 'HEAD');
    } catch {
      // The next one may be known.
    }
  }
  return undefined;
}

async function changedSince(git: Git, base: string): Promise<readonly MigrationProblem[]> {
  const listed = await git('diff', '--name-status', '--no-renames', base, '--', allMigrations);
  return listed.split('\n').flatMap((line) => {
    const [status, file] = line.split('\t');
    if (file === undefined || status === 'A') return [];
    const what = status === 'D' ? 'is gone' : 'was changed';
    const sentence = `it ${what} after it was on main, where it may have run: put it back (git checkout ${base.slice(0, 8)} -- ${file}) and write a new one, migrations only go forward`;
    return [{ file, sentence }];
  });
}

async function unknownReleases(
  git: Git,
  base: string,
  excuses: LintedMigrations['excuses'],
): Promise<readonly MigrationProblem[]> {
  const looked = excuses.map(async ({ file, line, commit }): Promise<readonly MigrationProblem[]> => {
    try {
      await git('merge-base', '--is-ancestor', commit, base);
      return [];
    } catch {
      const sentence = `'safe since ${commit}': no such commit is on main, so it was not released; name the one whose release made it safe`;
      return [{ file, line, sentence }];
    }
  });
  return (await Promise.all(looked)).flat();
}
