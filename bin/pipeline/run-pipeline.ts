import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { RDSClient } from '@aws-sdk/client-rds';
import { sinceWords } from '../../pipeline/operations/ago.ts';
import { buildPlayer } from '../../rehearsal/codepipeline/build-player.ts';
import type { ExecutionOutcome } from '../../rehearsal/codepipeline/execution.ts';
import { type GitRepository, gitRepository } from '../../rehearsal/codepipeline/git-repository.ts';
import { PipelineLedger } from '../../rehearsal/codepipeline/ledger.ts';
import { playPipeline } from '../../rehearsal/codepipeline/play-pipeline.ts';
import { triggeredBy } from '../../rehearsal/codepipeline/push-trigger.ts';
import { sourcePlayer } from '../../rehearsal/codepipeline/source-player.ts';
import { Refusal } from '../command.ts';
import { type RehearsalClient, rehearsalClient } from '../stage/rehearsal-client.ts';
import { root } from '../tool.ts';
import { knownStage } from '../typed/known-stage.ts';
import { refuseAsleep } from '../wake/refuse-asleep.ts';
import { approvalPlayer } from './ask-approval.ts';
import { errorsWritten } from './errors-written.ts';
import { playable } from './playable.ts';
import { standInsFor } from './stand-ins.ts';
import { synthesizedPipeline } from './synthesized-pipeline.ts';

export interface PipelineRun {
  /** A service, or `platform`. */
  readonly of: string;
  readonly state: string;
  /** What is pushed. */
  readonly commit: string;
  readonly yes: boolean;
  /** Although the push changed nothing that concerns it. */
  readonly anyway: boolean;
  /** Whether what a build's commands print is shown; what deploys is always shown, since it takes its time. */
  readonly verbose: boolean;
  readonly say: (sentence: string) => void;
  readonly signal: AbortSignal;
}

/** Nothing where there was nothing to do. */
export type RunOutcome = ExecutionOutcome | 'still not out' | undefined;

/** Plays the pipeline for what was committed since its last run here; nothing where that does not concern it. */
export async function runPipeline(run: PipelineRun): Promise<RunOutcome> {
  const client = await rehearsalClient(run.state);
  const { stage } = client.addresses;
  await refuseAsleep(new RDSClient(client.settings), knownStage(stage), 'npx shoal wake, then run it again');
  const ledger = await new PipelineLedger(run.state, run.of).read();
  const claim = await ledger.claim(Date.now());
  if ('since' in claim) {
    throw new Refusal(
      `The pipeline of ${run.of} runs already, ${sinceWords(claim.since, Date.now())}: it plays one push after the other, so run it again when that has ended. Nothing was begun.`,
    );
  }
  try {
    return await play(run, client, ledger);
  } finally {
    await claim.free();
  }
}

async function play(run: PipelineRun, client: RehearsalClient, ledger: PipelineLedger): Promise<RunOutcome> {
  const { of, state, say, signal } = run;
  const { stage } = client.addresses;
  const { pipeline, projects } = synthesizedPipeline(join(state, 'cdk.out'), stage, of);
  const repository = gitRepository(root);
  const pushed = await repository.commit(run.commit);
  await sayUncommitted(repository, say);
  const because = await whyNot(run, pipeline, repository, ledger, pushed.id);
  await ledger.note({ pushed: pushed.id });
  if (because !== undefined) {
    say(`nothing to do for ${of}: ${because}`);
    if (ledger.succeeded) return undefined;
    say(
      `its last run failed, and what that would have brought is still not out: npx shoal pipeline run ${of} --anyway`,
    );
    return 'still not out';
  }
  await ledger.sweep();
  const id = randomUUID();
  const begun = Date.now();
  const revision = { commit: pushed.id, message: pushed.message, author: pushed.author };
  const { whyNotBuilt, whyNotAsked } = playable(pipeline, projects, stage);
  const outcome = await playPipeline({
    pipeline,
    id,
    folder: join(ledger.folder, id),
    players: {
      CodeStarSourceConnection: sourcePlayer(repository, revision),
      CodeBuild: buildPlayer({
        workFolder: (name, action) => join(ledger.folder, 'work', name, action),
        projects,
        notPlayed: whyNotBuilt,
        surroundings: () => surroundingsOf(run, client, pushed.id),
        instead: standInsFor,
        onLine: (line, project) => {
          if (run.verbose || project.environment.STAGE !== undefined) say(`  ${line}`);
        },
      }),
      Manual: approvalPlayer({ yes: run.yes, notAsked: whyNotAsked }),
    },
    lastGood: (name) => ledger.lastGood(name),
    onSucceeded: (name, left) => ledger.noteGood(name, { ...left, revision }),
    say,
    signal,
  });
  await ledger.note({ succeeded: outcome.succeeded });
  if (outcome.failure?.stage === stage && !signal.aborted) await sayErrors(run, client, begun);
  return outcome;
}

/** Why this push starts no execution, if it does not. */
async function whyNot(
  { anyway }: PipelineRun,
  pipeline: Parameters<typeof triggeredBy>[0],
  repository: GitRepository,
  { pushed }: PipelineLedger,
  commit: string,
): Promise<string | undefined> {
  // CodePipeline runs a new pipeline once, whatever was pushed last.
  if (anyway || pushed === undefined) return undefined;
  if (pushed === commit) return `${commit.slice(0, 7)} is what it was last run for`;
  const changed = await repository.changedBetween(pushed, commit);
  const triggered = triggeredBy(pipeline, { branch: await repository.branch(), changed });
  return triggered.starts ? undefined : triggered.because;
}

/** What a stage that failed would have one look up next. */
async function sayErrors({ of, say }: PipelineRun, { addresses, settings }: RehearsalClient, since: number) {
  const group = `/shoal/${addresses.stage}/${of}`;
  const logs = new CloudWatchLogsClient(settings);
  const errors = await errorsWritten(logs, { group, since }).catch(() => []);
  for (const error of errors) say(`${addresses.stage}: ${of} wrote: ${error}`);
}

const namedFiles = 3;

async function sayUncommitted(repository: GitRepository, say: (sentence: string) => void): Promise<void> {
  const paths = await repository.uncommitted();
  if (paths.length === 0) return;
  const more = paths.length - namedFiles;
  const words = `${paths.slice(0, namedFiles).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  say(`not committed, so not part of this: ${words}`);
}

/** What makes a build's commands work on the rehearsal, and on nothing else. */
function surroundingsOf(
  { of, state }: PipelineRun,
  { addresses, settings }: RehearsalClient,
  commit: string,
) {
  return {
    CODEBUILD_RESOLVED_SOURCE_VERSION: commit,
    CODEBUILD_INITIATOR: `codepipeline/shoal-${of}`,
    AWS_REGION: addresses.region,
    AWS_DEFAULT_REGION: addresses.region,
    AWS_ENDPOINT_URL: addresses.endpoint,
    AWS_ACCESS_KEY_ID: settings.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: settings.credentials.secretAccessKey,
    // The source has no .git, and the one that these folders happen to lie in is not its own.
    GIT_CEILING_DIRECTORIES: join(state, 'pipelines'),
    SHOAL_REHEARSAL: state,
    IMAGE_OPTIONS: `--bundle-into ${join(state, 'images')}`,
  };
}
