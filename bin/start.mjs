/**
 * The way in on a bare machine: any Node from 20 on, nothing installed. Brings the packages, then hands over to the
 * Node that package.json pins, so that everything else runs on the version the images run.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const startedAt = Date.now();
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const pinnedNode = join(root, 'node_modules', '.bin', 'node');
/** What npm wrote down of the packages it has installed. */
const installedFile = join(root, 'node_modules', '.package-lock.json');

function refuse(sentence) {
  console.error(sentence);
  process.exit(1);
}

const major = Number(process.versions.node.split('.')[0]);
if (major < 20) refuse(`node ${process.version} is too old to start Shoal: install Node 20 or later.`);

function whatIsMissing() {
  if (!existsSync(pinnedNode) || !existsSync(installedFile)) return 'the packages are not installed';
  const installed = packagesIn(installedFile);
  for (const [path, { version, optional, link }] of Object.entries(
    packagesIn(join(root, 'package-lock.json')),
  )) {
    // Optional ones are those of other platforms.
    if (path === '' || link || (optional && !installed[path])) continue;
    if (installed[path]?.version !== version) return `${path} is not there in version ${version}`;
  }
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const { stdout } = spawnSync(pinnedNode, ['--version'], { encoding: 'utf8' });
  if (stdout?.trim() !== `v${devDependencies.node}`) return `Node ${devDependencies.node} is not installed`;
  return undefined;
}

function packagesIn(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

const missing = whatIsMissing();
if (missing !== undefined) {
  console.error(`Running npm ci, since ${missing} …`);
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (npm.error)
    refuse(`npm could not be run (${npm.error.message}): install npm beside Node ${process.version}.`);
  if (npm.status !== 0) {
    refuse('npm ci failed, see above. With a registry in reach, `rm -rf node_modules` and try again.');
  }
  const still = whatIsMissing();
  if (still !== undefined)
    refuse(`npm ci ran, and still ${still}: is "node" allowed its install script in package.json?`);
}

// The channel tells the child when this process is gone, even by kill -9.
const child = spawn(pinnedNode, [join(root, 'bin', 'shoal.ts'), ...process.argv.slice(2)], {
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  env: { ...process.env, SHOAL_STARTED_AT: String(startedAt) },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal === null ? code : 1));
child.on('error', (error) => refuse(`${pinnedNode} could not be run: ${error.message}`));
