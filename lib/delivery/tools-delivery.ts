import { Stack } from 'aws-cdk-lib';
import type { CfnPipeline } from 'aws-cdk-lib/aws-codepipeline';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { bootstrapRolesIn } from '../builds/bootstrap-roles.ts';
import { deployNames, pipelineNames, platformPipeline, tools } from './delivery-names.ts';
import { DeliveryRole } from './delivery-role.ts';
import { artifactNames, codeBuild, rolledBack, variables } from './pipeline-actions.ts';
import { PipelineProject } from './pipeline-project.ts';
import { startingProject } from './starting-project.ts';

/** What deploys, whatever it is. */
export const deployBuildspec = 'pipeline/build/deploy.buildspec.yml';

export interface ToolsDeliveryProps {
  readonly keyArn: string;
  /** Where the registry is, and where it has copies. */
  readonly registryRegions: readonly string[];
}

/** Deploys what serves all stages: the registry, and the pipelines themselves. */
export class ToolsDelivery extends Construct {
  constructor(scope: Construct, id: string, { keyArn, registryRegions }: ToolsDeliveryProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const { project, startRole } = deployNames(tools);
    const { role, folder } = pipelineNames(platformPipeline);
    new PipelineProject(this, 'Deploy', {
      name: project,
      about: 'Shoal: deploys the registry and the pipelines',
      buildspec: deployBuildspec,
      log: `/shoal/${tools}/delivery`,
      docker: false,
      makes: false,
      environment: { STAGE: tools },
      minutes: 60,
      artifacts: { account: stack.account, region: stack.region, folder },
      keyArn,
      may: [
        new iam.PolicyStatement({
          actions: ['sts:AssumeRole'],
          resources: [...bootstrapRolesIn(stack, registryRegions)],
        }),
      ],
    });
    new DeliveryRole(this, 'StartRole', {
      roleName: startRole,
      description: 'Starts the deployment of the registry and the pipelines, and nothing else',
      assumedBy: new iam.ArnPrincipal(
        stack.formatArn({ service: 'iam', region: '', resource: 'role', resourceName: role }),
      ),
      may: [startingProject(stack, project)],
    });
  }
}

/** Before all stages: what a stage pulls from, and what brings the next change there. */
export function toolsStage(stack: Stack): CfnPipeline.StageDeclarationProperty {
  const { project, startRole } = deployNames(tools);
  return rolledBack(
    'Tools',
    codeBuild({
      name: 'Deploy',
      project,
      roleArn: stack.formatArn({ service: 'iam', region: '', resource: 'role', resourceName: startRole }),
      input: artifactNames.assembly,
      environment: { COMMIT: variables.commit, EXECUTION: variables.execution },
    }),
  );
}
