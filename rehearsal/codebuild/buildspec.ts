/** In the order in which CodeBuild goes through them. */
export const phaseNames = ['install', 'pre_build', 'build', 'post_build'] as const;

export type PhaseName = (typeof phaseNames)[number];

export interface Phase {
  readonly name: PhaseName;
  readonly commands: readonly string[];
  /** Run after the commands, even if one of them failed. */
  readonly finally: readonly string[];
  /** @default - a failed build phase is followed by post_build, another by nothing */
  readonly onFailure: 'ABORT' | 'CONTINUE' | undefined;
}

export interface Artifacts {
  /** Patterns of paths below `baseFolder`. */
  readonly files: readonly string[];
  readonly excluded: readonly string[];
  /** @default - the source's folder */
  readonly baseFolder: string;
}

/** What a file with `version: 0.2` asks CodeBuild to do, as far as it can be done here. */
export interface Buildspec {
  readonly file: string;
  /** @default - sh, as in CodeBuild */
  readonly shell: 'bash' | 'sh';
  readonly variables: Readonly<Record<string, string>>;
  /** Names of variables that later actions of a pipeline get. */
  readonly exported: readonly string[];
  /** `{ nodejs: '22' }` */
  readonly runtimes: Readonly<Record<string, string>>;
  readonly phases: readonly Phase[];
  readonly artifacts: Artifacts | undefined;
}

export class BuildspecError extends Error {
  readonly file: string;

  constructor(file: string, problem: string) {
    super(`buildspec '${file}': ${problem}`);
    this.name = 'BuildspecError';
    this.file = file;
  }
}
