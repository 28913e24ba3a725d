import { matchesGlob } from 'node:path';
import { resourcesOf, type SynthesizedResource, type SynthesizedStack } from './synthesized.ts';

/** An action as a template has it. */
export interface Action {
  readonly Name: string;
  readonly ActionTypeId: { readonly Category: string; readonly Owner: string; readonly Provider: string };
  readonly Configuration: Readonly<Record<string, unknown>>;
  readonly InputArtifacts?: readonly { readonly Name: string }[];
  readonly OutputArtifacts?: readonly { readonly Name: string }[];
  readonly RoleArn: unknown;
  readonly Region?: string;
  readonly TimeoutInMinutes?: number;
}

export interface PipelineStage {
  readonly Name: string;
  readonly Actions: readonly Action[];
  readonly OnFailure?: {
    readonly Result: string;
    readonly RetryConfiguration?: { readonly RetryMode: string };
  };
}

export interface PipelineOfTemplate {
  /** What it delivers: a service, or `platform`. */
  readonly of: string;
  readonly stack: string;
  readonly properties: SynthesizedResource['properties'];
  readonly stages: readonly PipelineStage[];
  /** The patterns of files that start it. */
  readonly files: readonly string[];
}

export function pipelinesIn(stacks: readonly SynthesizedStack[]): readonly PipelineOfTemplate[] {
  return resourcesOf(stacks, 'AWS::CodePipeline::Pipeline').map(({ stack, properties }) => ({
    of: String(properties.Name).replace(/^shoal-/, ''),
    stack,
    properties,
    stages: properties.Stages,
    files: properties.Triggers[0].GitConfiguration.Push[0].FilePaths.Includes,
  }));
}

/** The pipeline of a service, or of the platform. */
export function pipelineOf(stacks: readonly SynthesizedStack[], of: string): PipelineOfTemplate {
  const pipelines = pipelinesIn(stacks);
  const found = pipelines.find((pipeline) => pipeline.of === of);
  if (found === undefined) {
    throw new Error(`there is no pipeline of '${of}', known: ${pipelines.map((each) => each.of).join(', ')}`);
  }
  return found;
}

/** Whether a push that changes this file starts what has these patterns. */
export function startsBy(patterns: readonly string[], file: string): boolean {
  return patterns.some((pattern) => matchesGlob(file, pattern));
}

/** What an action tells a build, by name. */
export function environmentOf({ Configuration }: Action): Readonly<Record<string, string>> {
  const variables: readonly { readonly name: string; readonly value: string }[] = JSON.parse(
    String(Configuration.EnvironmentVariables ?? '[]'),
  );
  return Object.fromEntries(variables.map(({ name, value }) => [name, value]));
}
