import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { BuildOutcome } from '../../../rehearsal/codebuild/build-outcome.ts';
import { type BuildToPlay, playBuildspec } from '../../../rehearsal/codebuild/play-buildspec.ts';

export interface PlayedBuild {
  readonly outcome: BuildOutcome;
  /** What the commands printed. */
  readonly printed: readonly string[];
  readonly said: readonly string[];
}

/** Plays a buildspec in a folder that is there for it alone, with these files in it. */
export async function playedBuild(
  spec: string,
  options: Partial<BuildToPlay> & { readonly files?: readonly string[] } = {},
): Promise<PlayedBuild> {
  const folder = await mkdtemp(join(tmpdir(), 'shoal-played-build-'));
  try {
    for (const path of ['buildspec.yml', ...(options.files ?? [])]) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), path === 'buildspec.yml' ? spec : path);
    }
    const printed: string[] = [];
    const said: string[] = [];
    const outcome = await playBuildspec({
      file: join(folder, 'buildspec.yml'),
      folder,
      environment: {},
      say: (sentence) => said.push(sentence),
      onLine: (line) => printed.push(line),
      ...options,
    });
    return { outcome, printed, said };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export interface PhaseText {
  readonly commands: readonly string[];
  readonly finally?: readonly string[];
  readonly onFailure?: string;
}

/** The text of a buildspec with these phases. */
export function specOf(phases: Readonly<Record<string, PhaseText>>, rest: object = {}): string {
  return JSON.stringify({
    version: '0.2',
    env: { shell: 'bash' },
    phases: Object.fromEntries(
      Object.entries(phases).map(([name, { commands, finally: always, onFailure }]) => [
        name,
        { commands, ...(always && { finally: always }), ...(onFailure && { 'on-failure': onFailure }) },
      ]),
    ),
    ...rest,
  });
}
