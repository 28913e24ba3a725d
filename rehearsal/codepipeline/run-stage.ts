import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ActionOutcome, ActionReport, ActionRun } from './execution.ts';
import type { PipelineAction, PipelineStage } from './pipeline.ts';
import { type PipelineVariables, withVariables } from './pipeline-variables.ts';

export type ActionPlayer = (run: ActionRun) => Promise<ActionOutcome>;

export interface StageToRun {
  readonly stage: PipelineStage;
  readonly players: Readonly<Record<string, ActionPlayer>>;
  readonly artifacts: Readonly<Record<string, string>>;
  readonly variables: PipelineVariables;
  readonly folder: string;
  /** Actions that a retry leaves as they are. @default - all are run */
  readonly done?: readonly DoneAction[];
  readonly say: (sentence: string) => void;
  readonly signal: AbortSignal;
}

export interface DoneAction {
  readonly action: PipelineAction;
  readonly outcome: Exclude<ActionOutcome, { readonly status: 'failed' }>;
  readonly report: ActionReport;
}

export interface RunStage {
  /** Whether any of its actions did something here. */
  readonly played: boolean;
  readonly done: readonly DoneAction[];
  readonly actions: readonly ActionReport[];
  readonly artifacts: Readonly<Record<string, string>>;
  readonly variables: PipelineVariables;
  readonly failure?: { readonly action: string; readonly cause: string };
}

/** Runs the actions of a stage, those of one order at once, and no further than the first order in which one failed. */
export async function runStage(running: StageToRun): Promise<RunStage> {
  const done = new Map((running.done ?? []).map((each) => [each.action.name, each]));
  const reports: ActionReport[] = [];
  for (const group of inOrder(running.stage.actions)) {
    const left = group.filter(({ name }) => !done.has(name));
    const ran = await Promise.all(left.map((action) => runAction(action, running)));
    reports.push(...ran.map(({ report }) => report));
    for (const { action, outcome, report } of ran) {
      if (outcome.status !== 'failed') done.set(action.name, { action, outcome, report });
    }
    const failed = ran.find(({ outcome }) => outcome.status === 'failed');
    if (failed?.outcome.status === 'failed') {
      const failure = { action: failed.action.name, cause: failed.outcome.cause };
      return { ...whatIsDone(done, reports), failure };
    }
  }
  return whatIsDone(done, reports);
}

function whatIsDone(done: ReadonlyMap<string, DoneAction>, actions: readonly ActionReport[]): RunStage {
  const all = [...done.values()];
  const succeeded = all.flatMap(({ action, outcome }) =>
    outcome.status === 'succeeded' ? [{ action, outcome }] : [],
  );
  const artifacts = succeeded.map(({ outcome }) => outcome.outputs ?? {});
  const variables = succeeded.flatMap(({ action: { namespace }, outcome }) =>
    namespace === undefined
      ? []
      : Object.entries(outcome.variables ?? {}).map(([name, value]) => [`${namespace}.${name}`, value]),
  );
  return {
    played: succeeded.length > 0,
    done: all,
    actions,
    artifacts: Object.assign({}, ...artifacts),
    variables: Object.fromEntries(variables),
  };
}

async function runAction(declared: PipelineAction, running: StageToRun) {
  const { stage, players, artifacts, variables, say, signal } = running;
  const started = performance.now();
  const report = (outcome: ActionOutcome): ActionReport => ({
    name: declared.name,
    seconds: (performance.now() - started) / 1000,
    parts: outcome.status === 'not-played' ? [] : (outcome.parts ?? []),
  });
  const outcome = await (async (): Promise<ActionOutcome> => {
    const player = players[declared.provider];
    if (player === undefined) {
      return {
        status: 'failed',
        cause: `nothing here plays actions of ${declared.provider}, played are ${Object.keys(players).join(', ')}`,
      };
    }
    const folder = join(running.folder, declared.name);
    await mkdir(folder, { recursive: true });
    const inputs = declared.inputs.map((name) => {
      const found = artifacts[name];
      if (found === undefined) throw new Error(`no action before it makes the artifact '${name}'`);
      return found;
    });
    const action = withVariables(declared, variables);
    const told = (sentence: string): void => say(`${stage.name}: ${sentence}`);
    return player({ stage: stage.name, action, inputs, folder, say: told, signal });
  })().catch((error: unknown): ActionOutcome => {
    return { status: 'failed', cause: error instanceof Error ? error.message : String(error) };
  });
  return { action: declared, outcome, report: report(outcome) };
}

function inOrder(actions: readonly PipelineAction[]): readonly (readonly PipelineAction[])[] {
  const orders = [...new Set(actions.map(({ runOrder }) => runOrder))].sort((one, other) => one - other);
  return orders.map((order) => actions.filter(({ runOrder }) => runOrder === order));
}
