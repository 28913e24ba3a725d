import type { CfnPipeline } from 'aws-cdk-lib/aws-codepipeline';
import type { SourceRepository } from '../../platform/source.ts';
import { artifactNames } from './pipeline-actions.ts';

const sourceAction = 'Source';

/** Fetches the repository as it is at the commit that was pushed, without its history. */
export function sourceStage(source: SourceRepository, roleArn: string): CfnPipeline.StageDeclarationProperty {
  return {
    name: 'Source',
    actions: [
      {
        name: sourceAction,
        actionTypeId: {
          category: 'Source',
          owner: 'AWS',
          provider: 'CodeStarSourceConnection',
          version: '1',
        },
        configuration: {
          ConnectionArn: source.connectionArn,
          FullRepositoryId: source.repository,
          BranchName: source.branch,
          OutputArtifactFormat: 'CODE_ZIP',
        },
        namespace: 'Source',
        outputArtifacts: [{ name: artifactNames.source }],
        roleArn,
        runOrder: 1,
      },
    ],
  };
}

/** Starts the pipeline when a push to the branch changes one of these files. */
export function pushTrigger(
  { branch }: SourceRepository,
  files: readonly string[],
): CfnPipeline.PipelineTriggerDeclarationProperty {
  return {
    providerType: 'CodeStarSourceConnection',
    gitConfiguration: {
      sourceActionName: sourceAction,
      push: [{ branches: { includes: [branch] }, filePaths: { includes: [...files] } }],
    },
  };
}
