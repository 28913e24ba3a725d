import type { SqlStatement } from './sql-statements.ts';

/** What a file says before a statement that takes something away. */
export interface SafeSince {
  /** The commit on main whose release made it safe. */
  readonly commit: string;
  readonly reason: string;
}

export const safeSinceForm = '-- safe since 3f2c1ab: nothing reads products.price any more';

/** Throws where something like it was meant, and is not of the form. */
export function safeSinceOf({ comments }: SqlStatement): SafeSince | undefined {
  const meant = comments.filter(({ text }) => /\bsafe[ -]since\b/i.test(text));
  const [said, second] = meant;
  if (said === undefined) return undefined;
  const [, commit, reason] = /^-- safe since ([0-9a-f]{7,40}): (\S.{9,})$/.exec(said.text.trimEnd()) ?? [];
  if (commit === undefined || reason === undefined || second !== undefined) {
    throw new Error(
      `'${(second ?? said).text}' does not say since which release it is safe; one line, the commit on main and the reason: ${safeSinceForm}`,
    );
  }
  return { commit, reason };
}
