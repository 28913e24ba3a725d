import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { problemsAgainstMain } from '../../../../pipeline/guards/migrations/on-main.ts';

const folder = 'services/boats/migrations';
const who = ['-c', 'user.name=Test', '-c', 'user.email=test@shoal.example', '-c', 'commit.gpgsign=false'];
let root: string;
let base: string;

function git(...args: readonly string[]): string {
  return execFileSync('git', ['-C', root, ...who, ...args], { encoding: 'utf8', stdio: 'pipe' }).trim();
}

function write(name: string, sql: string): void {
  mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, folder, name), sql);
}

beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'shoal-on-main-')));
  git('init', '--quiet', '--initial-branch=main');
  write('0001-boats.sql', 'CREATE TABLE boats (id INT);\n');
  git('add', '.');
  git('commit', '--quiet', '--message', 'Boats');
  base = git('rev-parse', 'HEAD');
  git('switch', '--quiet', '--create', 'crews');
});
afterAll(() => rmSync(root, { recursive: true }));
beforeEach(() => {
  git('restore', '.');
});

describe('what is on main', () => {
  it('stays as it is, whether the change is committed or not', async () => {
    write('0002-crews.sql', 'CREATE TABLE crews (id INT);\n');
    expect(await problemsAgainstMain({ root, excuses: [] })).toEqual({ problems: [] });
    write('0001-boats.sql', 'CREATE TABLE boats (id BIGINT);\n');
    const changed = [
      {
        file: `${folder}/0001-boats.sql`,
        sentence: expect.stringContaining('it was changed after it was on main, where it may have run'),
      },
    ];
    expect((await problemsAgainstMain({ root, excuses: [] })).problems).toEqual(changed);
    git('commit', '--quiet', '--all', '--message', 'Wider');
    expect((await problemsAgainstMain({ root, excuses: [] })).problems).toEqual(changed);
    expect(await problemsAgainstMain({ root, since: 'HEAD', excuses: [] })).toEqual({ problems: [] });
    git('reset', '--quiet', '--hard', base);
  });

  it('stays there', async () => {
    rmSync(join(root, folder, '0001-boats.sql'));
    expect((await problemsAgainstMain({ root, excuses: [] })).problems).toMatchObject([
      { sentence: expect.stringContaining('it is gone after it was on main') },
    ]);
  });

  it('is what a file may be safe since, and nothing else', async () => {
    const excuse = (commit: string) => ({ file: 'a.sql', line: 1, commit, reason: 'nobody reads it' });
    const excuses = [excuse(base.slice(0, 7)), excuse('0123abc')];
    expect((await problemsAgainstMain({ root, excuses })).problems).toEqual([
      {
        file: 'a.sql',
        line: 1,
        sentence: expect.stringContaining("'safe since 0123abc': no such commit is on main"),
      },
    ]);
  });

  it('is not known where there is no repository, which is said', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'shoal-no-main-'));
    const { problems, remark } = await problemsAgainstMain({ root: elsewhere, excuses: [] });
    expect([problems, remark]).toEqual([[], expect.stringContaining('no branch main here')]);
    await expect(problemsAgainstMain({ root: elsewhere, since: 'v1', excuses: [] })).rejects.toThrow(
      "'v1' is no commit",
    );
    rmSync(elsewhere, { recursive: true });
  });
});
