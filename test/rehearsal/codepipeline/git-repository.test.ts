import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type GitRepository, gitRepository } from '../../../rehearsal/codepipeline/git-repository.ts';

let root: string;
let repository: GitRepository;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'shoal-git-'));
  git('init', '--quiet', '--initial-branch=main');
  await commit('First', { 'a.txt': 'one', 'folder/b.txt': 'b', 'run.sh': '#!/bin/sh' });
  await commit('Second', { 'a.txt': 'two', 'new name.txt': 'n' });
  repository = gitRepository(root);
});

afterAll(() => rm(root, { recursive: true, force: true }));

function git(...args: readonly string[]): void {
  const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', '-c', 'commit.gpgsign=false'];
  execFileSync('git', ['-C', root, ...who, ...args]);
}

async function commit(message: string, files: Readonly<Record<string, string>>): Promise<void> {
  await write(files);
  git('add', '--all');
  git('commit', '--quiet', '--no-verify', '-m', message);
}

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

describe('the source of a pipeline', () => {
  it('is a commit, by its id, message and author', async () => {
    expect(await repository.commit('HEAD')).toMatchObject({ message: 'Second', author: 'Ada' });
    expect((await repository.commit('HEAD~1')).message).toBe('First');
    expect(await repository.branch()).toBe('main');
  });

  it('is refused by name where there is no such commit, and where there is no repository', async () => {
    for (const typed of ['nowhere', '--output=somewhere']) {
      await expect(repository.commit(typed)).rejects.toThrow(
        `'${typed}' is no commit here, name one like HEAD~1`,
      );
    }
    await expect(gitRepository(tmpdir()).commit('HEAD')).rejects.toThrow('this folder is no git repository');
  });

  it('tells what a push changed, whatever its files are called', async () => {
    const { id: before } = await repository.commit('HEAD~1');
    const { id: after } = await repository.commit('HEAD');
    expect(await repository.changedBetween(before, after)).toEqual(['a.txt', 'new name.txt']);
  });

  it('is written as it was committed, without .git, whatever lies in the working folder', async () => {
    await write({ 'a.txt': 'half written', 'unknown.txt': '?' });
    git('add', 'a.txt');
    const folder = join(root, '..', `${root.split('/').at(-1)}-out`);
    const { id } = await repository.commit('HEAD');
    await repository.checkOut(id, folder);
    expect(await readFile(join(folder, 'a.txt'), 'utf8')).toBe('two');
    expect((await readdir(folder)).sort()).toEqual(['a.txt', 'folder', 'new name.txt', 'run.sh']);
    expect(await repository.uncommitted()).toEqual(['a.txt', 'unknown.txt']);
    await rm(folder, { recursive: true, force: true });
  });
});
