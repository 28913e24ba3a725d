import { judgedStatement } from './judged-statement.ts';
import type { MigrationProblem } from './migration-problem.ts';
import { type SafeSince, safeSinceForm, safeSinceOf } from './safe-since.ts';
import { readSql, type SqlStatement } from './sql-statements.ts';

export interface MigrationFile {
  /** `services/catalog/migrations/0001-products.sql` */
  readonly path: string;
  readonly sql: string;
}

export interface LintedMigrations {
  readonly problems: readonly MigrationProblem[];
  /** Releases that files name, for whoever knows which there were. */
  readonly excuses: readonly (SafeSince & { readonly file: string; readonly line: number })[];
}

/** Blue and green serve on one schema, and going back runs no migration: a release only ever adds. */
export function lintMigrations(files: readonly MigrationFile[]): LintedMigrations {
  const problems: MigrationProblem[] = [];
  const excuses: LintedMigrations['excuses'][number][] = [];
  for (const { path, sql } of files) {
    const { statements, misread } = readSql(sql);
    problems.push(...misread.map((one) => ({ file: path, ...one })));
    const fresh = new Set<string>();
    for (const statement of statements) {
      const at = { file: path, line: statement.line };
      const { sentences, excuse } = judgedWithExcuse(statement, fresh);
      problems.push(...sentences.map((sentence) => ({ ...at, sentence })));
      if (excuse !== undefined) excuses.push({ ...at, ...excuse });
    }
  }
  return { problems: [...problems, ...numberingProblems(files.map(({ path }) => path))], excuses };
}

interface Judged {
  readonly sentences: readonly string[];
  readonly excuse: SafeSince | undefined;
}

function judgedWithExcuse(statement: SqlStatement, fresh: Set<string>): Judged {
  const findings = judgedStatement(statement, fresh);
  let excuse: SafeSince | undefined;
  try {
    excuse = safeSinceOf(statement);
  } catch (error) {
    return { sentences: [error instanceof Error ? error.message : String(error)], excuse: undefined };
  }
  if (excuse === undefined) {
    const sentences = findings.map(({ sentence, excusable }) =>
      excusable ? `${sentence}; or say since which release it is safe: ${safeSinceForm}` : sentence,
    );
    return { sentences, excuse: undefined };
  }
  const without = findings.filter(({ excusable }) => !excusable).map(({ sentence }) => sentence);
  if (findings.length > 0) return { sentences: without, excuse };
  return {
    sentences: [`'safe since ${excuse.commit}' stands before what was safe already: take it out`],
    excuse: undefined,
  };
}

const fileName = /^(\d{4})-[a-z0-9]+(?:-[a-z0-9]+)*\.sql$/;

/** Each service counts from 1, without a gap and without two of a number. */
function numberingProblems(paths: readonly string[]): readonly MigrationProblem[] {
  const byFolder = Map.groupBy(paths, (path) => path.slice(0, path.lastIndexOf('/') + 1));
  return [...byFolder].flatMap(([folder, inFolder]) => {
    const problems: MigrationProblem[] = [];
    let before: { readonly number: number; readonly name: string } | undefined;
    for (const file of inFolder.toSorted()) {
      const name = file.slice(folder.length);
      const number = Number(fileName.exec(name)?.[1]);
      const next = (before?.number ?? 0) + 1;
      const expected = `${String(next).padStart(4, '0')}-add-something.sql`;
      if (Number.isNaN(number)) {
        problems.push({ file, sentence: `'${name}' is no name of a migration; one is like ${expected}` });
        continue;
      }
      if (number === before?.number) {
        const sentence = `'${name}' has the number of '${before.name}'; the one that is not on main yet becomes ${expected}`;
        problems.push({ file, sentence });
      } else if (number !== next) {
        problems.push({ file, sentence: `'${name}' leaves a gap; the next one is like ${expected}` });
      }
      before = { number, name };
    }
    return problems;
  });
}
