import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { artifactFiles } from '../codebuild/artifact-files.ts';
import { type BuildOutcome, failureWords, firstLine } from '../codebuild/build-outcome.ts';
import { playBuildspec, type StandIn } from '../codebuild/play-buildspec.ts';
import { type BuildProject, environmentOfAction } from './build-projects.ts';
import { copyFiles } from './copy-files.ts';
import type { ActionRun, TimedPart } from './execution.ts';
import type { ActionPlayer } from './run-stage.ts';

export interface BuildPlayer {
  /** Where an action works: the same place in every run, so that tools which remember by path find what they know. */
  readonly workFolder: (stage: string, action: string) => string;
  readonly projects: ReadonlyMap<string, BuildProject>;
  /** Why a project cannot be played here; nothing where it can. */
  readonly notPlayed: (project: BuildProject | undefined, stage: string) => string | undefined;
  /** What this machine sets beside what the project and the action do. */
  readonly surroundings: (project: BuildProject) => Readonly<Record<string, string>>;
  readonly instead: (folder: string) => Promise<StandIn>;
  /** Each line that a command of a project prints. */
  readonly onLine: (line: string, project: BuildProject) => void;
}

/** Runs what CodeBuild would, in a copy of what comes in, and hands on what its buildspec names. */
export function buildPlayer(parts: BuildPlayer): ActionPlayer {
  return async (run) => {
    const { action, stage, say } = run;
    const project = parts.projects.get(action.configuration.ProjectName ?? '');
    const because = parts.notPlayed(project, stage);
    if (because !== undefined || project === undefined) {
      say(because ?? '');
      return { status: 'not-played', because: because ?? '' };
    }
    const folder = parts.workFolder(stage, action.name);
    const [source] = run.inputs;
    if (source === undefined) throw new Error(`action '${action.name}' has no input artifact to build`);
    await rm(folder, { recursive: true, force: true });
    await copyFiles(source, folder, await allFiles(source));
    const outcome = await playBuildspec({
      file: join(folder, project.buildspec),
      folder,
      environment: {
        ...parts.surroundings(project),
        ...project.environment,
        ...environmentOfAction(action.configuration),
      },
      say,
      instead: await parts.instead(folder),
      signal: run.signal,
      onLine: (line) => parts.onLine(line, project),
    });
    const timed = partsOf(outcome);
    if (outcome.failure !== undefined) {
      return { status: 'failed', cause: failureWords(outcome.failure), parts: timed };
    }
    const outputs = await handOn(run, folder, outcome);
    await rm(folder, { recursive: true, force: true });
    return { status: 'succeeded', outputs, variables: outcome.exported, parts: timed };
  };
}

function allFiles(folder: string): Promise<readonly string[]> {
  return artifactFiles(folder, { files: ['**/*'], excluded: [], baseFolder: '.' });
}

async function handOn({ action, folder }: ActionRun, work: string, { artifacts }: BuildOutcome) {
  const [name] = action.outputs;
  if (name === undefined) return {};
  const output = join(folder, name);
  await copyFiles(work, output, artifacts);
  return { [name]: output };
}

function partsOf({ phases }: BuildOutcome): readonly TimedPart[] {
  return phases.flatMap(({ commands }) =>
    commands.map(({ command, seconds }) => ({ name: firstLine(command), seconds })),
  );
}
