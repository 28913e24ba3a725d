import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

export interface SourceFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
  /** Files of this repository that it imports, from the root. */
  readonly files: readonly string[];
  /** Packages that it imports, without a path into them; `node:` for Node's own modules. */
  readonly packages: readonly string[];
}

const root = join(import.meta.dirname, '../..');
const specifier = /(?:^|[\s;}])(?:import|export)\s(?:[^'";]*?\sfrom\s)?\s*'([^']+)'|\bimport\(\s*'([^']+)'/g;

/** The sources under a folder, with what they import, types included. */
export function sourcesIn(folder: string): readonly SourceFile[] {
  const found = globSync(`${folder}/**/*.{ts,mjs}`, { cwd: root }).filter(
    (path) => !path.includes('node_modules'),
  );
  return found.map((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    const imported = [...text.matchAll(specifier)].map((match) => match[1] ?? match[2] ?? '');
    return {
      path,
      text,
      files: imported
        .filter((name) => name.startsWith('.'))
        .map((name) => relative(root, join(root, dirname(path), name))),
      packages: imported.filter((name) => !name.startsWith('.')).map(packageOf),
    };
  });
}

function packageOf(name: string): string {
  if (name.startsWith('node:')) return 'node:';
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}
