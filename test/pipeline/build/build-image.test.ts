import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { buildBundle } from '../../../pipeline/build/build-image.ts';
import { contentHashOf } from '../../../pipeline/build/content-hash.ts';
import { repository } from './repository.ts';

describe('the bundle of a service', () => {
  it('stands under its service and tag, and runs by itself', async () => {
    const root = repository();
    const into = join(root, 'images');
    const { tag, directory } = await buildBundle({ service: 'catalog', root, into });
    expect(tag).toBe(contentHashOf('catalog', root));
    expect(directory).toBe(join(into, 'catalog', tag));
    expect(execFileSync(process.execPath, [join(directory, 'main.mjs')]).toString()).toBe('Hello, catalog\n');
  });

  it('has the migrations beside it', async () => {
    const root = repository();
    const { directory } = await buildBundle({ service: 'catalog', root, into: join(root, 'images') });
    expect(readFileSync(join(directory, 'migrations/0001-products.sql'), 'utf8')).toContain('CREATE TABLE');
  });

  it('lets a CommonJS package ask for what Node has', async () => {
    const root = repository({
      'services/catalog/main.ts': "import os from './old.cjs';\nconsole.log(typeof os.cpus);\n",
      'services/catalog/old.cjs': "module.exports = require('os');\n",
    });
    const { directory } = await buildBundle({ service: 'catalog', root, into: join(root, 'images') });
    expect(execFileSync(process.execPath, [join(directory, 'main.mjs')]).toString()).toBe('function\n');
  });

  it('is not built a second time', async () => {
    const root = repository();
    const built = await buildBundle({ service: 'catalog', root, into: join(root, 'images') });
    const before = statSync(join(built.directory, 'main.mjs')).mtimeMs;
    const again = await buildBundle({ service: 'catalog', root, into: join(root, 'images') });
    expect(again).toEqual(built);
    expect(statSync(join(built.directory, 'main.mjs')).mtimeMs).toBe(before);
  });

  it('is built once by two who ask at a time', async () => {
    const root = repository();
    const order = { service: 'catalog', root, into: join(root, 'images') };
    const [one, two] = await Promise.all([buildBundle(order), buildBundle(order)]);
    expect(two).toEqual(one);
    expect(readdirSync(join(root, 'images/catalog'))).toEqual([one.tag]);
  });

  it('leaves nothing behind where the code is broken, and says where', async () => {
    const root = repository({ 'services/catalog/main.ts': "import './nowhere.ts';\n" });
    const into = join(root, 'images');
    await expect(buildBundle({ service: 'catalog', root, into })).rejects.toThrow(
      /^service 'catalog' cannot be bundled: services\/catalog\/main.ts:1: Could not resolve ".\/nowhere.ts"$/,
    );
    expect(existsSync(join(into, 'catalog')) ? readdirSync(join(into, 'catalog')) : []).toEqual([]);
  });
});
