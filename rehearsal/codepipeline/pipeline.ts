/** A pipeline as its template describes it, as far as it is played. */
export interface Pipeline {
  readonly name: string;
  /** @default - an execution begins whenever anything was pushed */
  readonly triggers: readonly PushTrigger[];
  readonly stages: readonly PipelineStage[];
}

/** What a push must have changed, in patterns; an empty list is no condition. */
export interface PushTrigger {
  readonly branches: PathFilter;
  readonly paths: PathFilter;
}

export interface PathFilter {
  readonly includes: readonly string[];
  readonly excludes: readonly string[];
}

export interface PipelineStage {
  readonly name: string;
  readonly actions: readonly PipelineAction[];
  readonly onFailure: StageFailure;
  /** Conditions of the template that nothing here can judge, by what they are called. */
  readonly unjudged: readonly string[];
}

/** What follows when a stage has failed. */
export interface StageFailure {
  /** @default - the stage just fails */
  readonly result: 'RETRY' | 'ROLLBACK' | undefined;
  /** What a retry runs again. */
  readonly retries: 'FAILED_ACTIONS' | 'ALL_ACTIONS';
}

export interface PipelineAction {
  readonly name: string;
  /** `CodeBuild`, `Manual`, `CodeStarSourceConnection`. */
  readonly provider: string;
  /** Those with the same number run at once. */
  readonly runOrder: number;
  /** Names of artifacts. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Under which later actions find its variables. */
  readonly namespace: string | undefined;
  readonly configuration: Readonly<Record<string, string>>;
}

export class PipelineError extends Error {
  constructor(pipeline: string, problem: string) {
    super(`pipeline '${pipeline}': ${problem}`);
    this.name = 'PipelineError';
  }
}
