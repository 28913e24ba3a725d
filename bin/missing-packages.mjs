import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Why npm has to run before anything else can, or undefined where every package is there in its locked version. Reads
 * what npm wrote down of its last installation, which costs milliseconds.
 * @param {string} root the folder of package.json
 * @param {(program: string) => string | undefined} [versionOf] what `<program> --version` prints
 * @returns {string | undefined}
 */
export function missingPackages(root, versionOf = printedVersion) {
  const pinnedNode = join(root, 'node_modules', '.bin', 'node');
  const installedFile = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(pinnedNode) || !existsSync(installedFile)) return 'the packages are not installed';
  const installed = packagesIn(installedFile);
  for (const [path, { version, optional, link }] of Object.entries(
    packagesIn(join(root, 'package-lock.json')),
  )) {
    // Optional ones are those of other platforms.
    if (path === '' || link || (optional && !installed[path])) continue;
    if (installed[path]?.version !== version) return `${path} is not there in version ${version}`;
  }
  // Of those that we name, whether they are there: npm's note stays when somebody deletes a folder.
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  for (const name of Object.keys({ ...dependencies, ...devDependencies })) {
    if (!existsSync(join(root, 'node_modules', name))) return `node_modules/${name} is gone`;
  }
  if (versionOf(pinnedNode) !== `v${devDependencies.node}`)
    return `Node ${devDependencies.node} is not installed`;
  return undefined;
}

function packagesIn(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

function printedVersion(program) {
  return spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout?.trim();
}
