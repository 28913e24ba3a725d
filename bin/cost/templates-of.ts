import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readAssembly } from '../../pipeline/guards/cost/assembly.ts';
import type { Stack } from '../../pipeline/guards/cost/stack.ts';
import { Refusal } from '../command.ts';
import { synthesize } from '../synthesis.ts';
import { root } from '../tool.ts';
import { atRef } from './at-ref.ts';

const run = promisify(execFile);

/** The templates of the work tree as it is now. */
export async function templatesOfNow(stage: string | undefined): Promise<readonly Stack[]> {
  return inNewFolder((into) => synthesizedIn({ into, stage }));
}

/** The templates of an earlier commit, made by its own code with the packages that are installed now. */
export async function templatesOfRef(ref: string, stage: string | undefined): Promise<readonly Stack[]> {
  const commit = await commitOf(ref);
  return inNewFolder(async (folder) => {
    const from = join(folder, 'tree');
    const archive = join(folder, 'tree.tar');
    await mkdir(from);
    await run('git', ['archive', '--output', archive, commit], { cwd: root });
    await run('tar', ['-xf', archive, '-C', from]);
    await symlink(join(root, 'node_modules'), join(from, 'node_modules'));
    return atRef(ref, () => synthesizedIn({ from, into: join(folder, 'out'), stage }));
  });
}

async function commitOf(ref: string): Promise<string> {
  try {
    // `--end-of-options` keeps a ref that begins with a dash from being one.
    const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`];
    const { stdout } = await run('git', args, { cwd: root });
    return stdout.trim();
  } catch {
    throw new Refusal(`'${ref}' is no commit of this repository. Name one like HEAD~1, main or v1.2.0.`);
  }
}

interface Place {
  readonly from?: string;
  readonly into: string;
  readonly stage: string | undefined;
}

async function synthesizedIn({ from, into, stage }: Place): Promise<readonly Stack[]> {
  await synthesize({ into, validate: false, ...(from && { from }), ...(stage && { stage }) });
  return readAssembly(into);
}

async function inNewFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'shoal-cost-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
