import type { PipelineAction } from './pipeline.ts';

/** `Source.CommitId` -> its value; of the pipeline itself they begin with `codepipeline.` */
export type PipelineVariables = Readonly<Record<string, string>>;

/** The action as it runs, with `#{Source.CommitId}` replaced; a variable that nobody set fails, as in CodePipeline. */
export function withVariables(action: PipelineAction, variables: PipelineVariables): PipelineAction {
  const configuration = Object.fromEntries(
    Object.entries(action.configuration).map(([key, text]) => [
      key,
      text.replace(/#\{([\w.-]+)\}/g, (_, name: string) => {
        const value = variables[name];
        if (value !== undefined) return value;
        throw new Error(
          `action '${action.name}': nothing sets #{${name}}, set are ${Object.keys(variables).sort().join(', ')}`,
        );
      }),
    ]),
  );
  return { ...action, configuration };
}
