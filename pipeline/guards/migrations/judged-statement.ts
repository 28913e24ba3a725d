import {
  allowedWords,
  type Contracting,
  contractingAlterations,
  contractingColumns,
  contractingStatements,
  expandingAlterations,
  expandingStatements,
} from './contracting.ts';
import type { SqlStatement } from './sql-statements.ts';
import type { Token } from './sql-tokens.ts';

export interface Finding {
  readonly sentence: string;
  /** Whether a release may have made it safe. */
  readonly excusable: boolean;
}

/**
 * What a statement takes from the version that still serves.
 * @param fresh tables that the same file has created: nobody uses them yet. Those of this statement are added.
 */
export function judgedStatement({ tokens }: SqlStatement, fresh: Set<string>): readonly Finding[] {
  const text = plain(tokens);
  const created = /^CREATE TABLE (\S+) (?:\(|LIKE )/.exec(text)?.[1];
  const altered = /^ALTER TABLE (\S+) /.exec(text)?.[1];
  const [, updated, named] =
    /^UPDATE (\S+)|^(?:INSERT|DELETE|CREATE)\b.*?\b(?:ON|INTO|FROM) (\S+)/.exec(text) ?? [];
  const used = altered ?? updated ?? named;
  if (created !== undefined) fresh.add(created.toLowerCase());
  // Rows of another table may be read by it, and are locked then.
  else if (used !== undefined && fresh.has(used.toLowerCase()) && !/\bSELECT\b/.test(text)) return [];
  if (altered !== undefined) return alterationsIn(tokens).flatMap(findingsOfAlteration);
  return found(text, contractingStatements) ?? (isOneOf(text, expandingStatements) ? [] : [unknown(text)]);
}

function findingsOfAlteration(tokens: readonly Token[]): readonly Finding[] {
  const text = plain(tokens);
  const contracting = found(text, contractingAlterations);
  if (contracting !== undefined) return contracting;
  if (!isOneOf(text, expandingAlterations)) return [unknown(`ALTER TABLE … ${text}`)];
  return /^ADD (?!KEY\b|INDEX\b)/.test(text) ? (found(text, contractingColumns) ?? []) : [];
}

function found(text: string, rules: readonly Contracting[]): readonly Finding[] | undefined {
  const rule = rules.find(({ pattern }) => pattern.test(text));
  if (rule === undefined) return undefined;
  const { because, instead } = rule;
  return [{ sentence: `'${shortened(text)}': ${because}; ${instead}`, excusable: true }];
}

function unknown(text: string): Finding {
  return {
    sentence: `'${shortened(text)}' is not known to leave the version that serves alone; allowed are ${allowedWords}`,
    excusable: false,
  };
}

function isOneOf(text: string, patterns: readonly RegExp[]): boolean {
  return patterns.some((pattern) => pattern.test(text));
}

/** What follows the table's name, one after the other. */
function alterationsIn(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const alterations: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens.slice(3)) {
    if (token.text === '(') depth++;
    if (token.text === ')') depth--;
    if (token.text === ',' && depth === 0) alterations.push([]);
    else alterations.at(-1)?.push(token);
  }
  return alterations;
}

/** Words in capitals, quoted names in small letters, a space between any two, nothing inside of strings. */
function plain(tokens: readonly Token[]): string {
  return tokens
    .map(({ kind, text }) => {
      if (kind === 'text') return "''";
      return kind === 'name' ? text.replaceAll(/[\s`]/g, '').toLowerCase() : text.toUpperCase();
    })
    .join(' ');
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
