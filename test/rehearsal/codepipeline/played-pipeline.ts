import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  ActionOutcome,
  ActionRun,
  EarlierExecution,
  ExecutionOutcome,
} from '../../../rehearsal/codepipeline/execution.ts';
import { playPipeline } from '../../../rehearsal/codepipeline/play-pipeline.ts';
import { readPipeline } from '../../../rehearsal/codepipeline/read-pipeline.ts';

export interface PlayedPipeline {
  readonly outcome: ExecutionOutcome;
  /** Each action that ran, with its configuration: `dev/Deploy {"COMMIT":"abc"}`. */
  readonly ran: readonly string[];
  readonly said: readonly string[];
  readonly left: ReadonlyMap<string, Omit<EarlierExecution, 'revision'>>;
}

export interface PipelineScene {
  /** As the template has them. */
  readonly stages: readonly Readonly<Record<string, unknown>>[];
  /** What an action comes to, by `stage/action` and the time it is asked. @default - it succeeds */
  readonly outcomes?: Readonly<Record<string, readonly ActionOutcome[]>>;
  readonly lastGood?: EarlierExecution;
}

export async function playedPipeline({
  stages,
  outcomes = {},
  lastGood,
}: PipelineScene): Promise<PlayedPipeline> {
  const folder = await mkdtemp(join(tmpdir(), 'shoal-played-pipeline-'));
  const ran: string[] = [];
  const said: string[] = [];
  const left = new Map<string, Omit<EarlierExecution, 'revision'>>();
  const player = async ({ stage, action, inputs }: ActionRun): Promise<ActionOutcome> => {
    const name = `${stage}/${action.name}`;
    const before = ran.filter((each) => each.startsWith(`${name} `)).length;
    ran.push(`${name} ${JSON.stringify({ ...action.configuration, inputs })}`);
    const outcome = outcomes[name]?.[before];
    return (
      outcome ?? {
        status: 'succeeded',
        outputs: Object.fromEntries(action.outputs.map((each) => [each, `made by ${name}`])),
      }
    );
  };
  try {
    const outcome = await playPipeline({
      pipeline: readPipeline({ Name: 'shoal-catalog', Stages: stages }),
      id: 'this-one',
      folder,
      players: { CodeBuild: player, Manual: player, CodeStarSourceConnection: player },
      lastGood: () => lastGood,
      onSucceeded: async (stage, what) => void left.set(stage, what),
      say: (sentence) => said.push(sentence),
      signal: new AbortController().signal,
    });
    return { outcome, ran, said, left };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A stage of a template with one action. */
export function stageOf(name: string, more: object = {}, action: object = {}): Record<string, unknown> {
  return {
    Name: name,
    Actions: [{ Name: 'Act', ActionTypeId: { Provider: 'CodeBuild' }, ...action }],
    ...more,
  };
}
