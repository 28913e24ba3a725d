import { describe, expect, it } from '@jest/globals';
import { failureWords } from '../../../rehearsal/codebuild/build-outcome.ts';
import { playedBuild, specOf } from './played-build.ts';

describe('a buildspec', () => {
  it('runs its phases and their commands in the order of CodeBuild, not of the file', async () => {
    const { outcome, printed } = await playedBuild(
      specOf({
        post_build: { commands: ['echo four'] },
        build: { commands: ['echo two', 'echo three'] },
        install: { commands: ['echo one'] },
      }),
    );
    expect(printed).toEqual(['one', 'two', 'three', 'four']);
    expect(outcome.succeeded).toBe(true);
    expect(outcome.phases.map(({ name }) => name)).toEqual(['install', 'build', 'post_build']);
  });

  it('carries variables and the folder on, from command to command and from phase to phase', async () => {
    const { printed } = await playedBuild(
      specOf({
        install: { commands: ['TAG="two\nlines"', 'mkdir inside', 'cd inside'] },
        build: {
          commands: ['echo "$TAG"', 'basename "$PWD"', 'basename "$CODEBUILD_SRC_DIR" | grep -c shoal'],
        },
      }),
    );
    expect(printed).toEqual(['two', 'lines', 'inside', '1']);
  });

  it('carries neither a function nor a shell option on, which CodeBuild is not known to', async () => {
    const { outcome } = await playedBuild(
      specOf({ build: { commands: ['set -u; greet() { echo hello; }', 'echo "$NEVER_SET"', 'greet'] } }),
    );
    expect(outcome.failure).toMatchObject({ command: 'greet', exitCode: 127 });
  });

  it('lets what the project sets win over what the file declares, and keeps the rest of this desk out', async () => {
    process.env.OF_THIS_DESK = 'yes';
    const { printed } = await playedBuild(
      specOf(
        { build: { commands: ['echo "$SERVICE $STAGE"', `echo "\${OF_THIS_DESK:-nothing}"`] } },
        { env: { shell: 'bash', variables: { SERVICE: 'carts', STAGE: 'dev' } } },
      ),
      { environment: { SERVICE: 'catalog' } },
    );
    delete process.env.OF_THIS_DESK;
    expect(printed).toEqual(['catalog dev', 'nothing']);
  });

  it('gives the pipeline the variables it exports', async () => {
    const { outcome } = await playedBuild(
      specOf(
        { build: { commands: ['DIGEST=abc'] } },
        { env: { shell: 'bash', 'exported-variables': ['DIGEST', 'OTHER'] } },
      ),
    );
    expect(outcome.exported).toEqual({ DIGEST: 'abc', OTHER: '' });
  });

  it('hands on the files it names, without those it leaves out', async () => {
    const { outcome } = await playedBuild(
      specOf(
        { build: { commands: ['mkdir -p made && echo {} > made/t.json'] } },
        { artifacts: { files: ['**/*'], 'exclude-paths': ['packages/**/*'] } },
      ),
      { files: ['src/a.ts', '.hidden/b.ts', 'packages/c/d.js'] },
    );
    expect(outcome.artifacts).toEqual(['.hidden/b.ts', 'buildspec.yml', 'made/t.json', 'src/a.ts']);
  });

  it('fails where a file it hands on is not there', async () => {
    await expect(
      playedBuild(specOf({ build: { commands: ['true'] } }, { artifacts: { files: ['cdk.out/**/*'] } })),
    ).rejects.toThrow("artifacts.files 'cdk.out/**/*' finds no file in .");
  });

  it('says what stands for a command that is not run as it is written', async () => {
    const { outcome, printed, said } = await playedBuild(specOf({ install: { commands: ['npm ci'] } }), {
      instead: (command) =>
        command === 'npm ci' ? { run: 'echo linked', because: 'the packages are linked' } : undefined,
    });
    expect(printed).toEqual(['linked']);
    expect(said).toEqual(['$ npm ci — the packages are linked']);
    expect(outcome.phases[0]?.commands[0]).toMatchObject({ instead: 'the packages are linked', exitCode: 0 });
  });
});

describe('a command that fails', () => {
  it('ends the build, by phase, command, exit code and last lines', async () => {
    const { outcome, printed } = await playedBuild(
      specOf({
        install: { commands: ['echo before'] },
        pre_build: { commands: ['echo "1 test failed" >&2; exit 3', 'echo after'] },
        build: { commands: ['echo build'] },
        post_build: { commands: ['echo post'] },
      }),
    );
    expect(printed).toEqual(['before', '1 test failed']);
    expect(outcome.succeeded).toBe(false);
    expect(outcome.failure && failureWords(outcome.failure)).toBe(
      [
        'phase pre_build failed: \'echo "1 test failed" >&2; exit 3\' ended with exit code 3. Its last lines:',
        '  1 test failed',
      ].join('\n'),
    );
    expect(outcome.artifacts).toEqual([]);
  });

  it('in build lets post_build run, told that the build fails, unless the file says ABORT', async () => {
    const phases = (onFailure?: string) =>
      specOf({
        build: { commands: ['false'], ...(onFailure && { onFailure }) },
        post_build: { commands: ['echo "succeeding $CODEBUILD_BUILD_SUCCEEDING"'] },
      });
    const told = await playedBuild(phases());
    expect(told.printed).toEqual(['succeeding 0']);
    expect(told.outcome).toMatchObject({ succeeded: false, failure: { phase: 'build' } });
    expect((await playedBuild(phases('ABORT'))).printed).toEqual([]);
  });

  it('in another phase lets the next one run where the file says CONTINUE, and fails the build all the same', async () => {
    const { outcome, printed } = await playedBuild(
      specOf({ install: { commands: ['false'], onFailure: 'CONTINUE' }, build: { commands: ['echo on'] } }),
    );
    expect(printed).toEqual(['on']);
    expect(outcome.succeeded).toBe(false);
  });

  it('still has what stands under finally run', async () => {
    const { outcome, printed } = await playedBuild(
      specOf({ build: { commands: ['false', 'echo never'], finally: ['echo swept'], onFailure: 'ABORT' } }),
    );
    expect(printed).toEqual(['swept']);
    expect(outcome.failure?.command).toBe('false');
  });

  it('fails its phase from under finally too', async () => {
    const { outcome } = await playedBuild(specOf({ build: { commands: ['true'], finally: ['exit 4'] } }));
    expect(outcome.failure).toMatchObject({ command: 'exit 4', exitCode: 4 });
  });

  it('is ended with all it started when the build is interrupted', async () => {
    const stopping = new AbortController();
    const { outcome, printed } = await playedBuild(
      specOf({
        build: { commands: ['sleep 300 & echo asleep; wait'] },
        post_build: { commands: ['echo post'] },
      }),
      { signal: stopping.signal, onLine: () => stopping.abort() },
    );
    expect(outcome).toMatchObject({ succeeded: false, failure: { exitCode: 143 } });
    expect(printed).toEqual([]);
  });
});
