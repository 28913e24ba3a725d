/** One thing that is wrong with a definition, and what to do about it. */
export interface Problem {
  /** `service 'orders'` */
  readonly subject: string;
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

/** All that is wrong with the definitions, at once. */
export class DefinitionError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(
      [
        `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'} in platform/:`,
        ...problems.map(sentenceOf),
      ].join('\n  '),
    );
    this.name = 'DefinitionError';
    this.problems = problems;
  }
}

export function sentenceOf({ subject, field, value, wrong, allowed, fix }: Problem): string {
  return `${subject}: ${field} ${shown(value)} ${wrong}, allowed: ${allowed}; ${fix}`;
}

function shown(value: unknown): string {
  if (value === undefined) return '(missing)';
  const text = typeof value === 'string' ? `'${value}'` : (JSON.stringify(value) ?? String(value));
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
