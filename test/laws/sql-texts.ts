import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseSync } from '@swc/core';

export interface SqlText {
  /** The file, from the root of the repository. */
  readonly from: string;
  readonly sql: string;
}

const root = join(import.meta.dirname, '../..');
const statement =
  /^\s*(?:SELECT|INSERT|UPDATE|DELETE|REPLACE|CREATE|ALTER|DROP|WITH|SET|TRUNCATE|LOCK|GRANT) /;

/** Every migration of every service, without its comments. */
export function migrations(): readonly SqlText[] {
  return filesOf('services/*/migrations/*.sql').map((file) => ({
    from: relative(root, file),
    sql: readFileSync(file, 'utf8').replaceAll(/^--.*$/gm, ''),
  }));
}

/** Every text of every source that holds a statement; parts of statements stand beside them. */
export function statementsInSources(): readonly SqlText[] {
  return filesOf('services/**/*.ts').flatMap((file) => {
    const texts = textsIn(readFileSync(file, 'utf8'));
    if (!texts.some((text) => statement.test(text))) return [];
    return texts.map((sql) => ({ from: relative(root, file), sql }));
  });
}

function filesOf(pattern: string): readonly string[] {
  return globSync(pattern, { cwd: root })
    .map((file) => join(root, file))
    .sort();
}

/** String literals as they are; of a template the parts between its values, joined by a placeholder. */
export function textsIn(source: string): readonly string[] {
  const texts: string[] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { type, value, quasis }: { type?: unknown; value?: unknown; quasis?: unknown } = node;
    if (type === 'StringLiteral') texts.push(String(value));
    if (type === 'TemplateLiteral' && Array.isArray(quasis)) {
      texts.push(quasis.map((part: { cooked: string }) => part.cooked).join(' ? '));
    }
    Object.values(node).forEach(walk);
  };
  walk(parseSync(source, { syntax: 'typescript', target: 'es2024' }));
  return texts;
}
