import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Buildspec } from '../../../rehearsal/codebuild/buildspec.ts';
import { readBuildspec } from '../../../rehearsal/codebuild/read-buildspec.ts';
import { root } from '../../support/source-hash.ts';

const folder = join(root, 'pipeline', 'build');
const files = readdirSync(folder).filter((name) => name.endsWith('.buildspec.yml'));
const specs = new Map<string, Buildspec>();
for (const file of files) {
  specs.set(file.replace('.buildspec.yml', ''), await readBuildspec(join(folder, file)));
}
const commandsOf = (name: string) =>
  (specs.get(name)?.phases ?? []).flatMap(({ commands, finally: last }) => [...commands, ...last]);
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const verbs = readdirSync(join(root, 'bin', 'commands')).map((file) => file.replace('.ts', ''));

describe('the buildspecs', () => {
  it('are those of a service, of the platform, of a deployment and of the weekly release', () => {
    expect([...specs.keys()].sort()).toEqual(['deploy', 'phoenix', 'platform', 'service']);
  });

  it.each([...specs.keys()])('run commands that are there: %s', (name) => {
    for (const command of commandsOf(name)) {
      const [, script] = /^npm run (\S+)/.exec(command) ?? [];
      if (script !== undefined) expect(scripts).toHaveProperty(script);
      const [, verb] = /^node bin\/start\.mjs (\S+)/.exec(command) ?? [];
      if (verb !== undefined) expect(verbs).toContain(verb);
      expect(command).toMatch(/^(npm |node bin\/start\.mjs |docker buildx version$)/);
    }
  });

  it.each([...specs.keys()])('do nothing more once a command has failed: %s', (name) => {
    const phases = specs.get(name)?.phases ?? [];
    // After `build` CodeBuild would go on to post_build, which none of them has.
    expect(phases.map((phase) => phase.name)).not.toContain('post_build');
    expect(phases.filter(({ onFailure }) => onFailure === 'CONTINUE')).toEqual([]);
  });

  it("build the platform by what a service's build does too, and by the slow half of its own tests", () => {
    expect(commandsOf('platform').filter((command) => !commandsOf('service').includes(command))).toEqual([
      'npm test -- "test/(lib|laws)/"',
    ]);
  });

  it.each(['service', 'phoenix'])('describe and scan each image before anything is deployed: %s', (name) => {
    const steps = commandsOf(name).flatMap(
      (command) => /run synth|image \w+|start\.mjs deploy/.exec(command) ?? [],
    );
    expect(steps.slice(0, 4)).toEqual(['run synth', 'image build', 'image sbom', 'image scan']);
  });

  it('deploy from what was synthesized, by one command that ends as it went', () => {
    expect(commandsOf('deploy').at(-1)).toBe(
      'node bin/start.mjs deploy $SERVICE --stage "$STAGE" --assembly cdk.out',
    );
    expect(commandsOf('deploy').join()).not.toMatch(/synth|docker/);
  });

  it.each(['service', 'platform'])('hand on all but the packages: %s', (name) => {
    expect(specs.get(name)?.artifacts).toMatchObject({
      files: ['**/*'],
      excluded: expect.arrayContaining(['node_modules/**/*']),
    });
  });
});
