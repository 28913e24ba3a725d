import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { standInsFor } from '../../../bin/pipeline/stand-ins.ts';
import { readBuildspec } from '../../../rehearsal/codebuild/read-buildspec.ts';

const root = join(import.meta.dirname, '..', '..', '..');
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shoal-stand-ins-'));
  await cp(join(root, 'package-lock.json'), join(folder, 'package-lock.json'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function commandsOf(name: string): Promise<readonly string[]> {
  const { phases } = await readBuildspec(join(root, 'pipeline', 'build', `${name}.buildspec.yml`));
  return phases.flatMap(({ commands }) => commands);
}

describe('what is done here in place of commands', () => {
  it.each([
    [
      'service',
      [
        'docker buildx version',
        'npm ci',
        'npm audit signatures',
        'npm test -- "test/services/$SERVICE"',
        'node bin/start.mjs image sbom "$SERVICE" --assembly cdk.out',
        'node bin/start.mjs image scan "$SERVICE" --assembly cdk.out',
      ],
    ],
    ['platform', ['npm ci', 'npm audit signatures', 'npm test -- "test/(lib|laws)/"']],
    ['deploy', ['npm ci']],
  ])('is done for these of the build %s, and for no other', async (name, fitted) => {
    const instead = await standInsFor(folder);
    const commands = await commandsOf(name);
    expect(commands.filter((command) => instead(command) !== undefined)).toEqual(fitted);
    expect(commands.length).toBeGreaterThan(fitted.length);
  });

  it('is not done for packages where the lock is another', async () => {
    const lock = join(folder, 'package-lock.json');
    await writeFile(
      lock,
      (await readFile(lock, 'utf8')).replace('"lockfileVersion": 3', '"lockfileVersion": 2'),
    );
    expect((await standInsFor(folder))('npm ci')).toBeUndefined();
  });

  it('leaves out what a check has passed only after there was one', async () => {
    const instead = await standInsFor(folder);
    expect(instead('npm test -- test/services/catalog')).toBeUndefined();
    expect(instead('npm run check')).toBeUndefined();
    expect(instead('npm test -- test/services/catalog')?.run).toMatch(
      /--selectProjects integration .*-- test\/services\/catalog$/,
    );
  });
});
