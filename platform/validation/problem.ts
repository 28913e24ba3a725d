import type { Subject } from './subject.ts';

/** One thing that is wrong with a definition, and what to do about it. */
export interface Problem {
  readonly subject: Subject;
  /** Where in it: `size.cpu`. */
  readonly field: string;
  readonly value: unknown;
  /** What is wrong with the value: `is not a Fargate size`. */
  readonly wrong: string;
  /** What it may be. */
  readonly allowed: string;
  /** What to do. */
  readonly fix: string;
}

/** All that is wrong with the definitions, at once: each file, and under it what to mend there. */
export class DefinitionError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const files = [...new Set(problems.map(({ subject }) => subject.file))];
    super(
      files
        .map((file) => [
          `${file}:`,
          ...problems.filter(({ subject }) => subject.file === file).map(sentenceOf),
        ])
        .map((lines) => lines.join('\n  '))
        .join('\n'),
    );
    this.name = 'DefinitionError';
    this.problems = problems;
  }
}

/** Runs each of them, and throws what is wrong with any of them at once. */
export function validateTogether(...validations: readonly (() => void)[]): void {
  const problems = validations.flatMap((validate) => {
    try {
      validate();
      return [];
    } catch (error) {
      if (error instanceof DefinitionError) return error.problems;
      throw error;
    }
  });
  if (problems.length > 0) throw new DefinitionError(problems);
}

export function sentenceOf({ subject, field, value, wrong, allowed, fix }: Problem): string {
  return `${subject.words}: ${field} ${shown(value)} ${wrong}, allowed: ${allowed}; ${fix}`;
}

function shown(value: unknown): string {
  if (value === undefined) return '(missing)';
  // JSON knows neither what is no number nor what cannot be written.
  const text =
    typeof value === 'string'
      ? `'${value}'`
      : typeof value === 'object'
        ? JSON.stringify(value)
        : String(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
