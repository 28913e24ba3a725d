import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

interface Entry {
  readonly version?: string;
  readonly optional?: boolean;
  readonly link?: boolean;
}
type Packages = Readonly<Record<string, Entry>>;

// The entry script runs before anything can be compiled, so this is no TypeScript.
const {
  missingPackages,
}: {
  missingPackages(root: string, versionOf: (program: string) => string | undefined): string | undefined;
} = await import(join(import.meta.dirname, '..', '..', 'bin', 'missing-packages.mjs'));

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'shoal-packages-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(file: string, content: unknown) {
  writeFileSync(join(root, file), JSON.stringify(content));
}

function lock(packages: Packages) {
  write('package-lock.json', { packages: { '': { version: '0.1.0' }, ...packages } });
  write('package.json', { devDependencies: { node: '24.21.0' } });
}

function install(packages: Packages) {
  for (const folder of ['.bin', 'node']) mkdirSync(join(root, 'node_modules', folder), { recursive: true });
  writeFileSync(join(root, 'node_modules', '.bin', 'node'), '');
  write('node_modules/.package-lock.json', { packages });
}

const express = { 'node_modules/express': { version: '5.3.0' } };
const missing = (version = 'v24.21.0') => missingPackages(root, () => version);

describe('missingPackages', () => {
  it('finds nothing missing where every locked package is there', () => {
    lock(express);
    install(express);
    expect(missing()).toBeUndefined();
  });

  it('tells a bare clone', () => {
    lock(express);
    expect(missing()).toBe('the packages are not installed');
  });

  it('tells an installation that was interrupted before its end', () => {
    lock(express);
    install(express);
    rmSync(join(root, 'node_modules', '.package-lock.json'));
    expect(missing()).toBe('the packages are not installed');
  });

  it('names a package that was locked to another version since', () => {
    lock({ 'node_modules/express': { version: '5.4.0' } });
    install(express);
    expect(missing()).toBe('node_modules/express is not there in version 5.4.0');
  });

  it('does without the optional packages of other platforms', () => {
    lock({ ...express, 'node_modules/fsevents': { version: '2.3.3', optional: true } });
    install(express);
    expect(missing()).toBeUndefined();
  });

  it('wants an optional package that is there in its locked version', () => {
    lock({ 'node_modules/fsevents': { version: '2.3.3', optional: true } });
    install({ 'node_modules/fsevents': { version: '2.3.2', optional: true } });
    expect(missing()).toBe('node_modules/fsevents is not there in version 2.3.3');
  });

  it('names a package of ours whose folder somebody took away', () => {
    lock(express);
    install(express);
    write('package.json', { dependencies: { express: '5.3.0' }, devDependencies: { node: '24.21.0' } });
    expect(missing()).toBe('node_modules/express is gone');
    mkdirSync(join(root, 'node_modules', 'express'));
    expect(missing()).toBeUndefined();
  });

  it.each(['v24.20.0', ''])('wants the pinned Node and not what prints %j', (version) => {
    lock(express);
    install(express);
    expect(missing(version)).toBe('Node 24.21.0 is not installed');
  });
});
