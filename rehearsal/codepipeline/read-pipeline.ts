import { isRecord, type Template } from '../cloudformation/template.ts';
import {
  type PathFilter,
  type Pipeline,
  type PipelineAction,
  PipelineError,
  type PipelineStage,
  type PushTrigger,
} from './pipeline.ts';

/** The pipelines of a synthesized template. */
export function pipelinesIn({ Resources }: Template): readonly Pipeline[] {
  return Object.values(Resources)
    .filter(({ Type }) => Type === 'AWS::CodePipeline::Pipeline')
    .map(({ Properties }) => readPipeline(membersOf(Properties)));
}

export function readPipeline(properties: Readonly<Record<string, unknown>>): Pipeline {
  const name = textOf(properties.Name, 'unnamed');
  return {
    name,
    triggers: recordsOf(properties.Triggers).flatMap((trigger) =>
      recordsOf(membersOf(trigger.GitConfiguration).Push).map(readTrigger),
    ),
    stages: recordsOf(properties.Stages).map((stage) => readStage(name, stage)),
  };
}

function readTrigger(push: Readonly<Record<string, unknown>>): PushTrigger {
  return { branches: readFilter(push.Branches), paths: readFilter(push.FilePaths) };
}

function readFilter(filter: unknown): PathFilter {
  const { Includes, Excludes } = membersOf(filter);
  return { includes: textsOf(Includes), excludes: textsOf(Excludes) };
}

function readStage(pipeline: string, stage: Readonly<Record<string, unknown>>): PipelineStage {
  const name = textOf(stage.Name, 'unnamed');
  const onFailure = membersOf(stage.OnFailure);
  const { Result } = onFailure;
  if (Result !== undefined && Result !== 'RETRY' && Result !== 'ROLLBACK' && Result !== 'FAIL') {
    throw new PipelineError(
      pipeline,
      `stage '${name}': OnFailure.Result is '${String(Result)}', played are RETRY, ROLLBACK and FAIL`,
    );
  }
  const retries = membersOf(onFailure.RetryConfiguration).RetryMode;
  return {
    name,
    actions: recordsOf(stage.Actions).map(readAction),
    onFailure: {
      result: Result === 'FAIL' ? undefined : Result,
      retries: retries === 'ALL_ACTIONS' ? retries : 'FAILED_ACTIONS',
    },
    unjudged: [
      ...conditionsIn('BeforeEntry', stage.BeforeEntry),
      ...conditionsIn('OnSuccess', stage.OnSuccess),
      ...conditionsIn('OnFailure', onFailure),
    ],
  };
}

/** `BeforeEntry: CloudWatchAlarm` */
function conditionsIn(where: string, holder: unknown): readonly string[] {
  return recordsOf(membersOf(holder).Conditions).flatMap(({ Rules }) =>
    recordsOf(Rules).map((rule) => `${where}: ${textOf(membersOf(rule.RuleTypeId).Provider, 'a rule')}`),
  );
}

function readAction(action: Readonly<Record<string, unknown>>): PipelineAction {
  return {
    name: textOf(action.Name, 'unnamed'),
    provider: textOf(membersOf(action.ActionTypeId).Provider, 'unknown'),
    runOrder: typeof action.RunOrder === 'number' ? action.RunOrder : 1,
    inputs: recordsOf(action.InputArtifacts).map(({ Name }) => textOf(Name, '')),
    outputs: recordsOf(action.OutputArtifacts).map(({ Name }) => textOf(Name, '')),
    namespace: typeof action.Namespace === 'string' ? action.Namespace : undefined,
    // What is only known in AWS (a connection's ARN, say) plays no part here.
    configuration: Object.fromEntries(
      Object.entries(membersOf(action.Configuration)).flatMap(([key, value]) =>
        typeof value === 'string' ? [[key, value]] : [],
      ),
    ),
  };
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

function recordsOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

function textOf(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}
