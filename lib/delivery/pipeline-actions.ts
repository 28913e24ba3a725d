import type { CfnPipeline } from 'aws-cdk-lib/aws-codepipeline';

type Action = CfnPipeline.ActionDeclarationProperty;
type Stage = CfnPipeline.StageDeclarationProperty;

/** What the repository is handed on as, and what is built of it. */
export const artifactNames = { source: 'Source', assembly: 'Assembly' } as const;

/** Variables of the execution, as CodePipeline writes them. */
export const variables = {
  commit: '#{Source.CommitId}',
  execution: '#{codepipeline.PipelineExecutionId}',
} as const;

/** One more try for what fails by chance: a registry of packages that does not answer, say. */
export function triedTwice(name: string, action: Action): Stage {
  return {
    name,
    actions: [action],
    onFailure: { result: 'RETRY', retryConfiguration: { retryMode: 'FAILED_ACTIONS' } },
  };
}

/** Deploys again what succeeded there last, where the action fails. */
export function rolledBack(name: string, action: Action): Stage {
  return { name, actions: [action], onFailure: { result: 'ROLLBACK' } };
}

export interface CodeBuildAction {
  readonly name: string;
  readonly project: string;
  readonly roleArn: string;
  readonly input: string;
  /** @default - nothing */
  readonly output?: string;
  /** What the build finds in its environment beside what its project says. @default - nothing */
  readonly environment?: Readonly<Record<string, string>>;
  /** @default - the pipeline's */
  readonly region?: string | undefined;
}

export function codeBuild({
  name,
  project,
  roleArn,
  input,
  output,
  environment,
  region,
}: CodeBuildAction): Action {
  return {
    name,
    actionTypeId: { category: 'Build', owner: 'AWS', provider: 'CodeBuild', version: '1' },
    configuration: { ProjectName: project, ...(environment === undefined ? {} : told(environment)) },
    inputArtifacts: [{ name: input }],
    ...(output === undefined ? {} : { outputArtifacts: [{ name: output }] }),
    ...(region === undefined ? {} : { region }),
    roleArn,
    runOrder: 1,
  };
}

function told(environment: Readonly<Record<string, string>>): { readonly EnvironmentVariables: string } {
  const variables = Object.entries(environment).map(([name, value]) => ({ name, type: 'PLAINTEXT', value }));
  return { EnvironmentVariables: JSON.stringify(variables) };
}
