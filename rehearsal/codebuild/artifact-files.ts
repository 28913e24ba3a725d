import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Artifacts } from './buildspec.ts';
import { pathPattern } from './path-pattern.ts';

/**
 * The paths, below the folder, that a build hands on. CodeBuild ends a build as failed where a pattern finds nothing, and
 * so does this.
 */
export async function artifactFiles(folder: string, artifacts: Artifacts): Promise<readonly string[]> {
  const base = artifacts.baseFolder;
  const excluded = artifacts.excluded.map(pathPattern);
  const paths = await filesBelow(join(folder, base), '', (path) => excluded.some((each) => each.test(path)));
  const patterns = artifacts.files.map((text) => ({ text, pattern: pathPattern(text) }));
  for (const { text, pattern } of patterns) {
    if (paths.some((path) => pattern.test(path))) continue;
    throw new Error(`artifacts.files '${text}' finds no file in ${base}`);
  }
  return paths
    .filter((path) => patterns.some(({ pattern }) => pattern.test(path)))
    .map((path) => join(base, path))
    .sort();
}

async function filesBelow(
  base: string,
  folder: string,
  isExcluded: (path: string) => boolean,
): Promise<readonly string[]> {
  const entries = await readdir(join(base, folder), { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name);
      // A folder all of which stays out, such as that of the packages, is not gone through, and may be a link here.
      const isLeftOut = isExcluded(join(path, '*', '*'));
      if (entry.isDirectory()) return isLeftOut ? [] : filesBelow(base, path, isExcluded);
      return isExcluded(path) || (entry.isSymbolicLink() && isLeftOut) ? [] : [path];
    }),
  );
  return found.flat();
}
