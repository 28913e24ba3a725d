import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { bundle } from '../../pipeline/build/bundle.ts';
import { services } from '../../platform/services.ts';
import { pipelineOf, startsBy } from '../support/pipelines.ts';
import { root } from '../support/source-hash.ts';
import { synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();
const folder = mkdtempSync(join(tmpdir(), 'shoal-images-'));
// Up here, since on a busy machine it takes longer than a hook may.
const inputs = await Promise.all(
  services.map(async ({ name }) => ({
    name,
    bundled: await bundle({ service: name, root, directory: join(folder, name) }),
  })),
);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the pipeline of a service', () => {
  it.each(inputs)(
    'starts for every file that its image holds something of, packages by the lock file: $name',
    ({ name, bundled }) => {
      const { files: patterns } = pipelineOf(stacks, name);
      // Packages may lie elsewhere, and be linked.
      const own = bundled.map((file) => (/(^|\/)node_modules\//.test(file) ? 'package-lock.json' : file));
      const migrations = globSync(`services/${name}/migrations/*.sql`, { cwd: root });
      const built = [...new Set([...own, ...migrations, 'Dockerfile', 'pipeline/build/bundle.ts'])];
      expect(bundled).toContain(`services/${name}/main.ts`);
      expect(built.filter((file) => !startsBy(patterns, file))).toEqual([]);
    },
  );
});
