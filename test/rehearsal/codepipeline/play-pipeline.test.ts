import { describe, expect, it } from '@jest/globals';
import type { ActionOutcome, EarlierExecution } from '../../../rehearsal/codepipeline/execution.ts';
import { playedPipeline, stageOf } from './played-pipeline.ts';

const broken: ActionOutcome = { status: 'failed', cause: 'a test failed' };
const notHere: ActionOutcome = { status: 'not-played', because: 'no rehearsal of it is up' };
const source = stageOf(
  'Source',
  {},
  {
    ActionTypeId: { Provider: 'CodeStarSourceConnection' },
    OutputArtifacts: [{ Name: 'Source' }],
    Namespace: 'Source',
  },
);
const earlier: EarlierExecution = {
  id: 'the-one-before',
  revision: { commit: '0123456789', message: 'Sort by price', author: 'Ada' },
  artifacts: { Source: 'as it was' },
  variables: { 'Source.CommitId': '0123456789' },
};

describe('a pipeline', () => {
  it('hands artifacts and variables on, stage by stage', async () => {
    const { outcome, ran, left } = await playedPipeline({
      stages: [
        source,
        stageOf(
          'dev',
          {},
          {
            InputArtifacts: [{ Name: 'Source' }],
            Configuration: { Variables: '#{Source.CommitId} #{codepipeline.PipelineExecutionId}' },
          },
        ),
      ],
      outcomes: {
        'Source/Act': [{ status: 'succeeded', outputs: { Source: '/src' }, variables: { CommitId: 'abc' } }],
      },
    });
    expect(outcome.succeeded).toBe(true);
    expect(ran).toEqual([
      'Source/Act {"inputs":[]}',
      'dev/Act {"Variables":"abc this-one","inputs":["/src"]}',
    ]);
    expect(left.get('dev')).toEqual({
      id: 'this-one',
      artifacts: { Source: '/src' },
      variables: { 'codepipeline.PipelineExecutionId': 'this-one', 'Source.CommitId': 'abc' },
    });
  });

  it('stops at the stage that fails, with its cause, and begins none after it', async () => {
    const { outcome, ran, left } = await playedPipeline({
      stages: [source, stageOf('Build'), stageOf('dev')],
      outcomes: { 'Build/Act': [broken] },
    });
    expect(outcome).toMatchObject({
      succeeded: false,
      failure: { stage: 'Build', action: 'Act', cause: 'a test failed' },
      stages: [
        { name: 'Source', status: 'succeeded' },
        { name: 'Build', status: 'failed' },
      ],
    });
    expect(ran).toHaveLength(2);
    expect([...left.keys()]).toEqual(['Source']);
  });

  it('tries a stage once more where the template says so: only what failed, or all of it', async () => {
    const twice = (RetryMode: string) =>
      playedPipeline({
        stages: [
          {
            Name: 'Build',
            Actions: ['Compile', 'Scan'].map((Name, index) => ({
              Name,
              RunOrder: index + 1,
              ActionTypeId: { Provider: 'CodeBuild' },
            })),
            OnFailure: { Result: 'RETRY', RetryConfiguration: { RetryMode } },
          },
        ],
        outcomes: { 'Build/Scan': [broken] },
      });
    const names = (ran: readonly string[]) => ran.map((each) => each.split(' ')[0]);
    const failed = await twice('FAILED_ACTIONS');
    expect(failed.outcome.succeeded).toBe(true);
    expect(names(failed.ran)).toEqual(['Build/Compile', 'Build/Scan', 'Build/Scan']);
    const all = await twice('ALL_ACTIONS');
    expect(names(all.ran)).toEqual(['Build/Compile', 'Build/Scan', 'Build/Compile', 'Build/Scan']);
  });

  it('fails with the cause of the second try, and tries no third time', async () => {
    const { outcome, ran } = await playedPipeline({
      stages: [stageOf('Build', { OnFailure: { Result: 'RETRY' } })],
      outcomes: { 'Build/Act': [broken, { status: 'failed', cause: 'still' }] },
    });
    expect(outcome.failure?.cause).toBe('still');
    expect(ran).toHaveLength(2);
  });

  it('rolls a stage back to what last succeeded there, and fails all the same', async () => {
    const { outcome, ran, said } = await playedPipeline({
      stages: [
        source,
        stageOf(
          'dev',
          { OnFailure: { Result: 'ROLLBACK' } },
          {
            InputArtifacts: [{ Name: 'Source' }],
            Configuration: { C: '#{Source.CommitId}' },
          },
        ),
      ],
      outcomes: {
        'Source/Act': [{ status: 'succeeded', outputs: { Source: '/new' }, variables: { CommitId: 'new' } }],
        'dev/Act': [broken],
      },
      lastGood: earlier,
    });
    expect(ran.slice(1)).toEqual([
      'dev/Act {"C":"new","inputs":["/new"]}',
      'dev/Act {"C":"0123456789","inputs":["as it was"]}',
    ]);
    expect(outcome).toMatchObject({ succeeded: false, failure: { cause: 'a test failed' } });
    expect(outcome.stages.at(-1)).toMatchObject({ name: 'dev', status: 'rolled-back' });
    expect(said).toContain('dev is rolled back to 0123456 (Sort by price), which succeeded there last');
  });

  it('says that there is nothing to roll back to where nothing has succeeded yet', async () => {
    const { outcome, said } = await playedPipeline({
      stages: [stageOf('dev', { OnFailure: { Result: 'ROLLBACK' } })],
      outcomes: { 'dev/Act': [broken] },
    });
    expect(said).toEqual([
      'dev has not succeeded here before, so there is nothing to roll the stage back to',
    ]);
    expect(outcome.stages.at(-1)).toMatchObject({ status: 'failed' });
  });

  it('goes on past a stage that cannot be played here, and does not count it as succeeded', async () => {
    const { outcome, left } = await playedPipeline({
      stages: [stageOf('staging'), stageOf('prod')],
      outcomes: { 'staging/Act': [notHere] },
    });
    expect(outcome.stages.map(({ status }) => status)).toEqual(['not-played', 'succeeded']);
    expect([...left.keys()]).toEqual(['prod']);
  });

  it('names an action that nothing plays, a variable nobody sets and an artifact nobody makes', async () => {
    const causeOf = async (action: object) =>
      (await playedPipeline({ stages: [stageOf('dev', {}, action)] })).outcome.failure?.cause;
    expect(await causeOf({ ActionTypeId: { Provider: 'Jenkins' } })).toBe(
      'nothing here plays actions of Jenkins, played are CodeBuild, Manual, CodeStarSourceConnection',
    );
    expect(await causeOf({ Configuration: { C: '#{Sorce.CommitId}' } })).toBe(
      "action 'Act': nothing sets #{Sorce.CommitId}, set are codepipeline.PipelineExecutionId",
    );
    expect(await causeOf({ InputArtifacts: [{ Name: 'Assembly' }] })).toBe(
      "no action before it makes the artifact 'Assembly'",
    );
  });

  it('says which conditions of the template it does not judge', async () => {
    const { said } = await playedPipeline({
      stages: [
        stageOf('prod', {
          BeforeEntry: { Conditions: [{ Rules: [{ RuleTypeId: { Provider: 'CloudWatchAlarm' } }] }] },
        }),
      ],
    });
    expect(said).toEqual(['prod: condition BeforeEntry: CloudWatchAlarm is not played here']);
  });

  it('refuses an answer to failure that it does not know', async () => {
    await expect(
      playedPipeline({ stages: [stageOf('dev', { OnFailure: { Result: 'SKIP' } })] }),
    ).rejects.toThrow(
      "pipeline 'shoal-catalog': stage 'dev': OnFailure.Result is 'SKIP', played are RETRY, ROLLBACK and FAIL",
    );
  });
});
