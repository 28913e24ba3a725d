import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { bundle } from '../../../pipeline/build/bundle.ts';
import { services } from '../../../platform/services.ts';
import { root } from '../../support/source-hash.ts';
import { sourcesOf } from './service-sources.ts';

const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));

describe('II. Dependencies, declared and isolated', () => {
  it('are each one exact version, the same as the lock says', () => {
    const declared: readonly [string, string][] = Object.entries({ ...dependencies, ...devDependencies });
    expect(declared.length).toBeGreaterThan(10);
    for (const [name, version] of declared) {
      expect([name, lock.packages[`node_modules/${name}`]?.version]).toEqual([name, version]);
    }
  });

  it.each(services)('of $name are all declared, none for development only', (service) => {
    const imported = new Set(sourcesOf(service).flatMap(({ packages }) => packages));
    expect(imported.size).toBeGreaterThan(3);
    expect([...imported].filter((name) => name !== 'node:' && dependencies[name] === undefined)).toEqual([]);
  });

  it.each(services)(
    'of $name are in its image, which asks the machine for Node and nothing else',
    async ({ name }) => {
      const directory = mkdtempSync(join(tmpdir(), 'shoal-bundle-'));
      try {
        await bundle({ service: name, root, directory });
        const text = readFileSync(join(directory, 'main.mjs'), 'utf8');
        const imported = [...text.matchAll(/^import\s(?:[^'"]*?\sfrom\s)?["']([^"']+)["'];$/gm)].map(
          ([, from]) => from ?? '',
        );
        expect(imported.length).toBeGreaterThan(3);
        expect(imported.filter((from) => !isBuiltin(from))).toEqual([]);
      } finally {
        rmSync(directory, { recursive: true, force: true });
      }
    },
  );
});
