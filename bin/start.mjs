#!/usr/bin/env node
/**
 * The way in on a bare machine: any Node from 20 on, nothing installed. Brings the packages, then hands over to the
 * Node that package.json pins, so that everything else runs on the version the images run.
 */
import { spawn, spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { missingPackages } from './missing-packages.mjs';

const startedAt = Date.now();
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const pinnedNode = join(root, 'node_modules', '.bin', 'node');

function refuse(sentence) {
  console.error(sentence);
  process.exit(1);
}

const major = Number(process.versions.node.split('.')[0]);
if (major < 20) refuse(`node ${process.version} is too old to start Shoal: install Node 20 or later.`);

const missing = missingPackages(root);
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
  const still = missingPackages(root);
  if (still !== undefined)
    refuse(`npm ci ran, and still ${still}: is "node" allowed its install script in package.json?`);
}

// The channel tells the child when this process is gone, even by kill -9.
const child = spawn(pinnedNode, [join(root, 'bin', 'shoal.ts'), ...process.argv.slice(2)], {
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  env: { ...process.env, SHOAL_STARTED_AT: String(startedAt) },
});
const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP'];
for (const signal of passedOn) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => {
  if (signal !== null && !passedOn.includes(signal))
    console.error(`Shoal was ended by ${signal}. The next npm start ends what it left running.`);
  process.exit(signal === null ? code : 128 + constants.signals[signal]);
});
child.on('error', (error) => refuse(`${pinnedNode} could not be run: ${error.message}`));
