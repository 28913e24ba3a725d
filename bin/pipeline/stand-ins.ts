import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StandIn } from '../../rehearsal/codebuild/play-buildspec.ts';
import { root } from '../tool.ts';

const nothing = 'true';

/** What this machine does in place of commands that need a registry, or would only do again what was done. */
const standIns: readonly { readonly command: RegExp; readonly run: string; readonly because: string }[] = [
  {
    command: /^docker buildx version$/,
    run: nothing,
    because: 'no Docker here: a bundle stands for the image',
  },
  {
    command: /^npm audit signatures$/,
    run: nothing,
    because: 'not asked here: the registry of packages would have to answer',
  },
  {
    command: /\bimage (sbom|scan) /,
    run: nothing,
    because: 'not done here: it is about an image in a registry, and a bundle stands for it',
  },
];

/** What `npm test` does in one folder after types, lint and units: a MariaDB and a Redis, and the tests that need them. */
const integrationOf = (folder: string): string =>
  [
    'CDK_VALIDATION=false node_modules/.bin/node node_modules/jest/bin/jest.js',
    '--testTimeout=30000 --maxWorkers=2 --selectProjects integration --passWithNoTests --',
    folder,
  ].join(' ');

/** For the commands of a build in this folder, asked in their order. */
export async function standInsFor(folder: string): Promise<StandIn> {
  const linked = await samePackages(folder);
  let checked = false;
  return (command) => {
    if (command === 'npm run check') checked = true;
    if (command === 'npm ci' && linked) {
      return {
        run: `ln -sfn '${join(root, 'node_modules')}' node_modules`,
        because: 'package-lock.json is the one whose packages are installed here: they are linked',
      };
    }
    const [, tests] = /^npm test -- (\S+)$/.exec(command) ?? [];
    if (tests !== undefined && checked) {
      return {
        run: integrationOf(tests),
        because: 'npm run check has just passed its types, lint and units: with MariaDB and Redis only',
      };
    }
    return standIns.find((each) => each.command.test(command));
  };
}

/** Those installed here are known to be those of the lock: bin/start.mjs has looked before anything else. */
async function samePackages(folder: string): Promise<boolean> {
  const [here, there] = await Promise.all(
    [root, folder].map((each) => readFile(join(each, 'package-lock.json'), 'utf8').catch(() => undefined)),
  );
  return here !== undefined && here === there;
}
