import { execFileSync } from 'node:child_process';
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { copyRepository, type RepositoryCopy } from './repository-copy.ts';

/** A copy of the repository that is a repository itself, so that something can be pushed from it. */
export interface VersionedCopy extends RepositoryCopy {
  /** Writes a file, a new one too. */
  write(path: string, text: string): Promise<void>;
  /** Commits everything as it lies there. */
  commit(message: string): void;
  /** Takes the last commit back, with its files. */
  takeBack(): void;
}

export async function versionedCopy(): Promise<VersionedCopy> {
  const copy = await copyRepository();
  const git = (...args: readonly string[]): void => {
    const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', '-c', 'commit.gpgsign=false'];
    execFileSync('git', ['-C', copy.folder, ...who, ...args]);
  };
  git('init', '--quiet', '--initial-branch=main');
  // A link to a folder is no folder, which is what .gitignore leaves out.
  await appendFile(join(copy.folder, '.git', 'info', 'exclude'), 'node_modules\n');
  const commit = (message: string): void => {
    git('add', '--all');
    git('commit', '--quiet', '--no-verify', '--message', message);
  };
  commit('As it is');
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(copy.folder, path)), { recursive: true });
    await writeFile(join(copy.folder, path), text);
  };
  return { ...copy, write, commit, takeBack: () => git('reset', '--quiet', '--hard', 'HEAD~1') };
}
