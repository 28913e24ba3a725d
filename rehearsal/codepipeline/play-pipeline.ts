import { join } from 'node:path';
import type { EarlierExecution, ExecutionOutcome, StageRun } from './execution.ts';
import type { Pipeline, PipelineStage } from './pipeline.ts';
import type { PipelineVariables } from './pipeline-variables.ts';
import { type ActionPlayer, runStage } from './run-stage.ts';

export interface PipelineToPlay {
  readonly pipeline: Pipeline;
  /** Of this execution. */
  readonly id: string;
  /** A folder for what this execution makes. */
  readonly folder: string;
  /** What each kind of action does here, by its provider. */
  readonly players: Readonly<Record<string, ActionPlayer>>;
  /** The last execution that succeeded in a stage, which a rollback goes back to. */
  readonly lastGood: (stage: string) => EarlierExecution | undefined;
  /** Told of each stage that succeeded, with what a later rollback would need. */
  readonly onSucceeded: (stage: string, left: Omit<EarlierExecution, 'revision'>) => Promise<void>;
  readonly say: (sentence: string) => void;
  readonly signal: AbortSignal;
}

/** Goes through the stages in order, as CodePipeline does with one execution, and stops at the first that fails. */
export async function playPipeline(played: PipelineToPlay): Promise<ExecutionOutcome> {
  const { pipeline, id, signal, say } = played;
  const stages: StageRun[] = [];
  let artifacts: Readonly<Record<string, string>> = {};
  let variables: PipelineVariables = { 'codepipeline.PipelineExecutionId': id };
  for (const stage of pipeline.stages) {
    for (const condition of stage.unjudged) say(`${stage.name}: condition ${condition} is not played here`);
    const started = performance.now();
    let run = await runStage({
      ...played,
      stage,
      artifacts,
      variables,
      folder: join(played.folder, stage.name),
    });
    if (run.failure !== undefined && stage.onFailure.result === 'RETRY' && !signal.aborted) {
      say(`${stage.name} failed (${run.failure.action}); the template has it tried once more`);
      run = await runStage({
        ...played,
        stage,
        artifacts,
        variables,
        folder: join(played.folder, `${stage.name}-retry`),
        done: stage.onFailure.retries === 'FAILED_ACTIONS' ? run.done : [],
      });
    }
    const seconds = (performance.now() - started) / 1000;
    const report = { name: stage.name, seconds, actions: run.actions };
    if (run.failure !== undefined) {
      const status = signal.aborted ? 'failed' : await afterFailure(stage, played);
      return {
        succeeded: false,
        stages: [...stages, { ...report, status }],
        failure: { stage: stage.name, ...run.failure },
      };
    }
    artifacts = { ...artifacts, ...run.artifacts };
    variables = { ...variables, ...run.variables };
    stages.push({ ...report, status: run.played ? 'succeeded' : 'not-played' });
    if (run.played) await played.onSucceeded(stage.name, { id, artifacts, variables });
  }
  return { succeeded: true, stages };
}

/** Back to what last succeeded in the stage, where the template says so; the execution has failed either way. */
async function afterFailure(stage: PipelineStage, played: PipelineToPlay): Promise<'failed' | 'rolled-back'> {
  if (stage.onFailure.result !== 'ROLLBACK') return 'failed';
  const { say, lastGood, folder } = played;
  const earlier = lastGood(stage.name);
  if (earlier === undefined) {
    say(`${stage.name} has not succeeded here before, so there is nothing to roll the stage back to`);
    return 'failed';
  }
  const { commit, message } = earlier.revision;
  say(`${stage.name} is rolled back to ${commit.slice(0, 7)} (${message}), which succeeded there last`);
  const back = await runStage({
    ...played,
    stage,
    artifacts: earlier.artifacts,
    variables: earlier.variables,
    folder: join(folder, `${stage.name}-rollback`),
  });
  if (back.failure === undefined) return 'rolled-back';
  say(`${stage.name} could not be rolled back: ${back.failure.cause}`);
  return 'failed';
}
