import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { treeIdOf } from '../../../pipeline/build/git-tree.ts';
import { repository } from './repository.ts';

describe('the id of a tree', () => {
  it('is the one git gives, with folders, links and programs, in its order', () => {
    const root = repository({ 'a/b/one': 'one\n', 'a.txt': 'two', 'a/run': '#!/bin/sh\n', 'a-b': 'x' });
    chmodSync(join(root, 'a/run'), 0o755);
    symlinkSync('one', join(root, 'a/b/link'));
    // From `git write-tree` over the same files.
    expect(treeIdOf(root, ['a', 'a.txt', 'a-b'])).toBe('b3ded5d075f766ffe4cdcf4442cb8d7e9c108238');
  });

  it('is the same in whatever order the paths are named', () => {
    const root = repository();
    const paths = ['services/kit', 'services/catalog', 'Dockerfile'];
    expect(treeIdOf(root, paths.toReversed())).toBe(treeIdOf(root, paths));
  });

  it('leaves out installed packages and logs', () => {
    const plain = repository();
    const littered = repository({
      'services/catalog/node_modules/left-over/index.js': '',
      'services/catalog/debug.log': 'noise',
    });
    expect(treeIdOf(littered, ['services'])).toBe(treeIdOf(plain, ['services']));
  });
});
