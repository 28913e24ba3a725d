import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

export interface Commit {
  readonly id: string;
  /** The first line of its message. */
  readonly message: string;
  readonly author: string;
}

/** The repository that a push would come from. */
export interface GitRepository {
  /** The branch that is checked out; nothing where a commit is. */
  branch(): Promise<string | undefined>;
  /** Throws where git knows no such commit. */
  commit(reference: string): Promise<Commit>;
  /** Paths that differ between the two, as a push of all that lies between them would say. */
  changedBetween(before: string, after: string): Promise<readonly string[]>;
  /** Whether a push from the one to the other would be an ordinary one. */
  isAncestor(before: string, after: string): Promise<boolean>;
  /** Paths that a push would not take along, since they are not committed. */
  uncommitted(): Promise<readonly string[]>;
  /** Writes what the commit holds, and no `.git`, as a source action does. */
  checkOut(commit: string, folder: string): Promise<void>;
}

export function gitRepository(root: string): GitRepository {
  const git = async (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> => {
    const { stdout } = await execute('git', [...args], {
      cwd: root,
      maxBuffer: 64 * 1024 * 1024,
      env: { ...process.env, ...env },
    }).catch((error: NodeJS.ErrnoException & { readonly stderr?: string }) => {
      if (error.code === 'ENOENT')
        throw new Error('git is not installed here, and the source of a pipeline is a commit: install git');
      throw new Error(`git ${args[0]}: ${(error.stderr ?? error.message).trim()}`);
    });
    return stdout;
  };
  const paths = async (args: readonly string[]): Promise<readonly string[]> =>
    (await git(args)).split('\0').filter(Boolean);
  return {
    branch: async () => {
      const name = (await git(['rev-parse', '--abbrev-ref', 'HEAD'])).trim();
      return name === 'HEAD' ? undefined : name;
    },
    commit: async (reference) => {
      const text = await git([
        'log',
        '-1',
        '--format=%H%n%an%n%s',
        '--end-of-options',
        reference,
        '--',
      ]).catch((error: Error) => {
        const because = error.message.includes('not a git repository')
          ? 'this folder is no git repository, and what is pushed is a commit: git init, and commit'
          : `'${reference}' is no commit here, name one like HEAD~1 or v1.2.0`;
        throw new Error(because, { cause: error });
      });
      const [id = '', author = '', message = ''] = text.split('\n');
      return { id, author, message };
    },
    // A file that was moved has changed in both places.
    changedBetween: (before, after) =>
      paths(['diff', '--name-only', '--no-renames', '-z', before, after, '--']),
    isAncestor: async (before, after) => {
      const { stdout } = await execute('git', ['merge-base', before, after], { cwd: root }).catch(() => ({
        stdout: '',
      }));
      return stdout.trim() === before;
    },
    uncommitted: async () => {
      const changed = await paths(['diff', '--name-only', '-z', 'HEAD', '--']);
      const unknown = await paths(['ls-files', '--others', '--exclude-standard', '-z']);
      return [...changed, ...unknown].sort();
    },
    checkOut: async (commit, folder) => {
      await mkdir(folder, { recursive: true });
      // An index of its own: the one of the person who works here stays as it is.
      const scratch = await mkdtemp(join(tmpdir(), 'shoal-index-'));
      const env = { GIT_INDEX_FILE: join(scratch, 'index') };
      try {
        await git(['read-tree', commit], env);
        await git(['checkout-index', '--all', '--force', `--prefix=${folder}/`], env);
      } finally {
        await rm(scratch, { recursive: true, force: true });
      }
    },
  };
}
