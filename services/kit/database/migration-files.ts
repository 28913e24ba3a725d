import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';

/** One step of a schema, as its file has it. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
  readonly statements: readonly string[];
}

const fileName = /^(\d{4})-[a-z0-9]+(?:-[a-z0-9]+)*\.sql$/;

/** In the order of their numbers, which have no gap. */
export async function readMigrations(directory: URL): Promise<readonly Migration[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort();
  const migrations: Migration[] = [];
  for (const [index, name] of names.entries()) {
    const number = Number(fileName.exec(name)?.[1]);
    if (number !== index + 1) {
      const expected = String(index + 1).padStart(4, '0');
      throw new Error(
        `migration '${name}': expected a name like ${expected}-add-something.sql, numbered without a gap`,
      );
    }
    const sql = await readFile(new URL(name, directory), 'utf8');
    migrations.push({ number, name, checksum: checksumOf(sql), statements: statementsIn(sql) });
  }
  return migrations;
}

/** Line ends do not count: a checkout on another system changes them. */
function checksumOf(sql: string): string {
  return createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex');
}

/** A statement ends with a semicolon at the end of a line; a line that begins with `--` is a comment. */
export function statementsIn(sql: string): readonly string[] {
  const text = sql
    .split(/\r?\n/)
    .filter((line) => !line.trimStart().startsWith('--'))
    .join('\n');
  return text
    .split(/;[ \t]*(?:\n|$)/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}
