import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { imageContentOf } from '../../platform/image-content.ts';
import { mostPathFilters } from '../../platform/path-filters.ts';
import { services } from '../../platform/services.ts';
import { sourceSettings } from '../../platform/source.ts';
import { pipelineOf, pipelinesIn, startsBy } from '../support/pipelines.ts';
import { root } from '../support/source-hash.ts';
import { synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();
const names = services.map(({ name }) => name);
const pipelines = pipelinesIn(stacks);

const folder = mkdtempSync(join(tmpdir(), 'shoal-triggers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Of these files, those whose push starts the pipeline of `of`. */
function starting(of: string, files: readonly string[]): readonly string[] {
  const { files: patterns } = pipelineOf(stacks, of);
  return files.filter((file) => startsBy(patterns, file));
}

/** Those whose push does not. */
function missedBy(of: string, files: readonly string[]): readonly string[] {
  const { files: patterns } = pipelineOf(stacks, of);
  return files.filter((file) => !startsBy(patterns, file));
}

function filesIn(...paths: readonly string[]): readonly string[] {
  const inside = paths.flatMap((path) => globSync(`${path}/**/*`, { cwd: root, withFileTypes: true }));
  return inside
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}

describe('every pipeline', () => {
  it('is one of a service, or the one of the platform', () => {
    expect(pipelines.map(({ of }) => of).sort()).toEqual([...names, 'platform'].sort());
  });

  it.each(pipelines)('starts by a push to the branch that is released, and by nothing else: $of', (one) => {
    expect(sourceSettings).toHaveProperty('branch');
    const { branch } = { branch: '', ...sourceSettings };
    expect(one.properties.Triggers).toHaveLength(1);
    const [{ GitConfiguration, ProviderType }] = one.properties.Triggers;
    expect(ProviderType).toBe('CodeStarSourceConnection');
    expect(GitConfiguration.SourceActionName).toBe(one.stages[0]?.Actions[0]?.Name);
    expect(GitConfiguration.Push).toHaveLength(1);
    expect(GitConfiguration.Push[0].Branches).toEqual({ Includes: [branch] });
    expect(GitConfiguration.PullRequest).toBeUndefined();
  });

  it.each(pipelines)('has no more patterns than AWS takes, of a length that it takes: $of', ({ files }) => {
    expect(files.length).toBeGreaterThan(1);
    expect(files.length).toBeLessThanOrEqual(mostPathFilters);
    expect(mostPathFilters).toBe(8);
    expect(files.filter((pattern) => pattern.length > 255)).toEqual([]);
  });

  it.each(pipelines)('starts for no file that nothing is built of: $of', ({ of }) => {
    const files = [...filesIn('docs', 'test'), 'README.md', 'CONTRIBUTING.md', 'LICENSE', 'biome.json'];
    expect(files.length).toBeGreaterThan(100);
    expect(starting(of, files)).toEqual([]);
  });
});

describe('the pipeline of a service', () => {
  it.each(names)('starts for every file that the tag of its image is the hash of: %s', (name) => {
    const { folders, files } = imageContentOf(name);
    const hashed = [...filesIn(...folders), ...files];
    expect(hashed.length).toBeGreaterThan(10);
    expect(missedBy(name, hashed)).toEqual([]);
  });

  it.each(names)('starts for no file of another service: %s', (name) => {
    const others = names.filter((other) => other !== name).flatMap((other) => filesIn(`services/${other}`));
    expect(others.length).toBeGreaterThan(10);
    expect(starting(name, others)).toEqual([]);
  });
});

describe("the platform's pipeline", () => {
  it('starts for every file that templates are made of', async () => {
    const { metafile } = await build({
      entryPoints: ['bin/app.ts', ...globSync('pipeline/**/*.handler.ts', { cwd: root })],
      absWorkingDir: root,
      outdir: folder,
      bundle: true,
      write: false,
      metafile: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      logLevel: 'silent',
    });
    const files = [...Object.keys(metafile.inputs), 'cdk.json', 'package-lock.json'];
    expect(files.length).toBeGreaterThan(150);
    expect(missedBy('platform', files)).toEqual([]);
  });

  it('starts for what a service is defined by, and not for what it does', () => {
    for (const name of names) {
      const files = filesIn(`services/${name}`);
      const defining = starting('platform', files);
      expect(defining).toContain(`services/${name}/service.ts`);
      expect(defining.filter((file) => !/^services\/[\w-]+\/(service|settings)\.ts$/.test(file))).toEqual([]);
    }
  });
});
