import type { PipelineAction } from './pipeline.ts';

export interface SourceRevision {
  readonly commit: string;
  readonly message: string;
  readonly author: string;
}

/** What an action gets. */
export interface ActionRun {
  readonly stage: string;
  /** With its variables (`#{Source.CommitId}`) put in. */
  readonly action: PipelineAction;
  /** The folder of each of its input artifacts, in its order. */
  readonly inputs: readonly string[];
  /** A new folder of its own, which its output artifacts may lie in. */
  readonly folder: string;
  readonly say: (sentence: string) => void;
  readonly signal: AbortSignal;
}

export type ActionOutcome =
  | {
      readonly status: 'succeeded';
      /** The folder of each output artifact, by name. */
      readonly outputs?: Readonly<Record<string, string>>;
      readonly variables?: Readonly<Record<string, string>>;
      readonly parts?: readonly TimedPart[];
    }
  | { readonly status: 'failed'; readonly cause: string; readonly parts?: readonly TimedPart[] }
  /** Nothing here can do it, and what follows does not depend on it. */
  | { readonly status: 'not-played'; readonly because: string };

/** Something within an action that took its time. */
export interface TimedPart {
  readonly name: string;
  readonly seconds: number;
}

export type StageStatus = 'succeeded' | 'failed' | 'rolled-back' | 'not-played';

export interface StageRun {
  readonly name: string;
  readonly status: StageStatus;
  readonly seconds: number;
  readonly actions: readonly ActionReport[];
}

export interface ActionReport {
  readonly name: string;
  readonly seconds: number;
  readonly parts: readonly TimedPart[];
}

export interface ExecutionOutcome {
  readonly succeeded: boolean;
  readonly stages: readonly StageRun[];
  /** Where it stopped, and why. */
  readonly failure?: { readonly stage: string; readonly action: string; readonly cause: string };
}

/** What an earlier execution left for a stage to go back to. */
export interface EarlierExecution {
  readonly id: string;
  readonly revision: SourceRevision;
  /** The folder of each artifact, by name. */
  readonly artifacts: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string>>;
}
