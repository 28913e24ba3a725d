import { artifactFiles } from './artifact-files.ts';
import type { BuildFailure, BuildOutcome, PhaseRun } from './build-outcome.ts';
import { type BuildShell, openBuildShell } from './build-shell.ts';
import type { Buildspec, Phase } from './buildspec.ts';
import { readBuildspec } from './read-buildspec.ts';
import { runPhase } from './run-phase.ts';
import { surroundings } from './surroundings.ts';

export interface BuildToPlay {
  /** The buildspec. */
  readonly file: string;
  /** Where the source lies, and the commands run. */
  readonly folder: string;
  /** What the project, or the action that starts the build, sets. */
  readonly environment: Readonly<Record<string, string>>;
  readonly say: (sentence: string) => void;
  /** Each line that a command prints. @default - it is only shown where a command fails */
  readonly onLine?: (line: string) => void;
  /** What stands here for a command that this machine cannot run as it is written. @default - nothing does */
  readonly instead?: StandIn;
  /** Ends the command that runs, and the build. */
  readonly signal?: AbortSignal | undefined;
}

/** The shell text to run for a command, and the reason to say; nothing where the command itself is run. */
export type StandIn = (command: string) => { readonly run: string; readonly because: string } | undefined;

/** Runs what CodeBuild would run, in its order and up to where it would stop. */
export async function playBuildspec(build: BuildToPlay): Promise<BuildOutcome> {
  const { file, folder, environment, say, signal } = build;
  const spec = await readBuildspec(file);
  sayRuntimes(spec, say);
  const shell = await openBuildShell({
    shell: spec.shell,
    folder,
    // What a project sets wins over what its buildspec declares.
    environment: {
      ...surroundings(process.env),
      ...spec.variables,
      CODEBUILD_SRC_DIR: folder,
      CODEBUILD_BUILD_SUCCEEDING: '1',
      ...environment,
    },
    onLine: build.onLine ?? (() => undefined),
    signal,
  });
  try {
    const { phases, failure } = await runPhases(spec, shell, build);
    if (failure !== undefined) return { succeeded: false, phases, failure, exported: {}, artifacts: [] };
    const exported = Object.fromEntries(spec.exported.map((name) => [name, shell.variable(name) ?? '']));
    return { succeeded: true, phases, exported, artifacts: await handedOn(spec, folder) };
  } finally {
    await shell.close();
  }
}

interface PhasesRun {
  readonly phases: readonly PhaseRun[];
  readonly failure: BuildFailure | undefined;
}

async function runPhases(
  spec: Buildspec,
  shell: BuildShell,
  { say, instead, signal }: BuildToPlay,
): Promise<PhasesRun> {
  const phases: PhaseRun[] = [];
  let failure: BuildFailure | undefined;
  for (const phase of spec.phases) {
    shell.set('CODEBUILD_BUILD_SUCCEEDING', failure === undefined ? '1' : '0');
    const run = await runPhase({ phase, shell, say, instead });
    phases.push(run.phase);
    failure ??= run.failure;
    if (signal?.aborted || (run.failure !== undefined && !goesOnAfter(phase))) break;
  }
  return { phases, failure };
}

/** Where a buildspec does not say, a failed build is followed by post_build and any other phase by nothing. */
function goesOnAfter({ name, onFailure }: Phase): boolean {
  return onFailure === undefined ? name === 'build' : onFailure === 'CONTINUE';
}

async function handedOn({ artifacts, file }: Buildspec, folder: string): Promise<readonly string[]> {
  if (artifacts === undefined) return [];
  return artifactFiles(folder, artifacts).catch((error: Error) => {
    throw new Error(`buildspec '${file}': ${error.message}`);
  });
}

/** A build machine has the versions it asks for; this machine has what it has. */
function sayRuntimes({ runtimes }: Buildspec, say: (sentence: string) => void): void {
  for (const [name, version] of Object.entries(runtimes)) {
    say(`${name} ${version} is what it asks for, and here it gets the one that PATH finds`);
  }
}
