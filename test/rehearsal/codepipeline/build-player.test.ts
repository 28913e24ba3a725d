import { mkdir, mkdtemp, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { buildPlayer } from '../../../rehearsal/codepipeline/build-player.ts';
import { projectsIn } from '../../../rehearsal/codepipeline/build-projects.ts';
import { readPipeline } from '../../../rehearsal/codepipeline/read-pipeline.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shoal-build-player-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const projects = projectsIn({
  Resources: {
    Project: {
      Type: 'AWS::CodeBuild::Project',
      Properties: {
        Name: 'shoal-catalog-build',
        Source: { Type: 'CODEPIPELINE', BuildSpec: 'build.yml' },
        Environment: {
          EnvironmentVariables: [
            { Name: 'SERVICE', Value: 'catalog' },
            { Name: 'REGISTRY', Value: { Ref: 'Known in AWS alone' } },
          ],
        },
      },
    },
  },
});

async function built(command: string, notPlayed?: string) {
  const source = join(folder, 'source');
  await mkdir(source);
  const spec = {
    version: '0.2',
    phases: { build: { commands: [command] } },
    artifacts: { files: ['**/*'], 'exclude-paths': ['node_modules/**/*'] },
  };
  await writeFile(join(source, 'build.yml'), JSON.stringify(spec));
  const { stages } = readPipeline({
    Stages: [
      {
        Name: 'Build',
        Actions: [
          {
            Name: 'Build',
            ActionTypeId: { Provider: 'CodeBuild' },
            Configuration: {
              ProjectName: 'shoal-catalog-build',
              EnvironmentVariables: '[{"name":"COMMIT","type":"PLAINTEXT","value":"abc"}]',
            },
            OutputArtifacts: [{ Name: 'Assembly' }],
          },
        ],
      },
    ],
  });
  const [action] = stages[0]?.actions ?? [];
  if (action === undefined) throw new Error('the scene has no action');
  const play = buildPlayer({
    workFolder: (stage, name) => join(folder, 'work', stage, name),
    projects,
    notPlayed: () => notPlayed,
    surroundings: () => ({ STATE: 'of this machine' }),
    instead: async () => () => undefined,
    onLine: () => undefined,
  });
  return play({
    stage: 'Build',
    action,
    inputs: [source],
    folder: join(folder, 'run'),
    say: () => undefined,
    signal: new AbortController().signal,
  });
}

describe('an action of CodeBuild', () => {
  it('builds a copy of what comes in, with what project, action and machine set, and hands on what it makes', async () => {
    const outcome = await built(
      'mkdir node_modules && echo "$SERVICE $COMMIT $STATE" | tee made node_modules/x',
    );
    expect(outcome).toMatchObject({
      status: 'succeeded',
      outputs: { Assembly: join(folder, 'run', 'Assembly') },
    });
    expect(await readFile(join(folder, 'run', 'Assembly', 'made'), 'utf8')).toBe(
      'catalog abc of this machine\n',
    );
    await expect(readlink(join(folder, 'run', 'Assembly', 'node_modules'))).rejects.toThrow('ENOENT');
    await expect(readFile(join(folder, 'source', 'made'))).rejects.toThrow('ENOENT');
  });

  it('fails with the phase, the command and its last lines', async () => {
    expect(await built('echo "no table products"; exit 2')).toMatchObject({
      status: 'failed',
      cause:
        'phase build failed: \'echo "no table products"; exit 2\' ended with exit code 2. Its last lines:\n  no table products',
    });
  });

  it('says what is not played', async () => {
    expect(await built('true', 'no rehearsal of prod is up')).toEqual({
      status: 'not-played',
      because: 'no rehearsal of prod is up',
    });
  });
});
