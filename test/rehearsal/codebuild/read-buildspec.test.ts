import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { buildspecOf, readBuildspec } from '../../../rehearsal/codebuild/read-buildspec.ts';

const builds = join(import.meta.dirname, '..', '..', '..', 'pipeline', 'build');

describe('a buildspec', () => {
  it.each(readdirSync(builds).filter((name) => name.endsWith('.buildspec.yml')))(
    'that CodeBuild gets is understood: %s',
    async (name) => {
      const { phases } = await readBuildspec(join(builds, name));
      expect(phases.flatMap(({ commands }) => commands).length).toBeGreaterThan(0);
    },
  );

  it.each([
    ['version: 0.1\nphases: {build: {commands: [ls]}}', "version is '0.1', only 0.2 is played"],
    ['version: 0.2', 'it has no phases, so it would do nothing'],
    ['version: 0.2\nphase: {}', "'phase' is not known here, known: version, env, phases, artifacts"],
    [
      'version: 0.2\nphases:\n  prebuild: {commands: [ls]}',
      "'phases.prebuild' is not known here, known in phases: install, pre_build, build, post_build",
    ],
    ['version: 0.2\nphases: {build: {commands: ls}}', 'phases.build.commands is not a list'],
    [
      'version: 0.2\nphases:\n  build:\n    commands:\n      - echo a: b',
      'phases.build.commands[0] is not a text: put a command that holds ": "',
    ],
    [
      'version: 0.2\nphases: {build: {on-failure: RETRY, commands: [ls]}}',
      "phases.build.on-failure is 'RETRY', only ABORT and CONTINUE are played",
    ],
    ['version: 0.2\nenv: {shell: powershell.exe}', "env.shell is 'powershell.exe', known on Linux: bash, sh"],
    ['version: 0.2\nphases:\n\tbuild: 1', 'line 3 is no YAML: Tabs are not allowed as indentation'],
    ['- a list', 'the file is not a mapping of keys to values'],
  ])('is refused where CodeBuild would go wrong or drop it: %j', (text, problem) => {
    expect(() => buildspecOf('x.yml', text)).toThrow(`buildspec 'x.yml': ${problem}`);
  });

  it('that is not there is named', async () => {
    await expect(readBuildspec('/nowhere/x.yml')).rejects.toThrow(
      "buildspec '/nowhere/x.yml': there is no such file",
    );
  });
});
