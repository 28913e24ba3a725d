import { Stack } from 'aws-cdk-lib';
import type { CfnPipeline } from 'aws-cdk-lib/aws-codepipeline';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { SourceRepository } from '../../platform/source.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import { approvalRoleName, deliveryTopics, deployNames } from './delivery-names.ts';
import { DeliveryRole } from './delivery-role.ts';
import { artifactNames, codeBuild, rolledBack, variables } from './pipeline-actions.ts';

type PipelineStage = CfnPipeline.StageDeclarationProperty;

export interface PipelineDeployments {
  /** What comes into the stages: a service, or the platform. */
  readonly of: string;
  readonly stages: readonly StageDefinition[];
  readonly source: SourceRepository;
  /** For the builds that deploy, beside the stage, which their projects know. */
  readonly environment: Readonly<Record<string, string>>;
  /** As whom the pipeline itself works. */
  readonly pipelineRole: iam.PrincipalBase;
  readonly keyArn: string;
}

/** Each stage after the one before it, and before those that ask for it an approval in a stage of its own. */
export function deployments(scope: Construct, props: PipelineDeployments): readonly PipelineStage[] {
  return props.stages.flatMap((stage) => [
    ...approval(scope, props, stage),
    rolledBack(stage.name, deployAction(scope, props, stage)),
  ]);
}

/** The project lies where the stage is, so that whatever deploys a stage is in its account and within its bounds. */
function deployAction(
  scope: Construct,
  { environment }: PipelineDeployments,
  { name, account, region }: StageDefinition,
): CfnPipeline.ActionDeclarationProperty {
  const stack = Stack.of(scope);
  const { project, startRole } = deployNames(name);
  return codeBuild({
    name: 'Deploy',
    project,
    roleArn: roleArnIn(stack, account, startRole),
    input: artifactNames.assembly,
    environment: { ...environment, COMMIT: variables.commit, EXECUTION: variables.execution },
    region: region === stack.region ? undefined : region,
  });
}

export function roleArnIn(stack: Stack, account: string | undefined, resourceName: string): string {
  return stack.formatArn({
    service: 'iam',
    region: '',
    account: account ?? stack.account,
    resource: 'role',
    resourceName,
  });
}

function approval(
  scope: Construct,
  { of, source, pipelineRole, keyArn }: PipelineDeployments,
  { name, delivery }: StageDefinition,
): readonly PipelineStage[] {
  if ('none' in delivery.approval) return [];
  const topicArn = Stack.of(scope).formatArn({ service: 'sns', resource: deliveryTopics.ticket });
  const role = new DeliveryRole(scope, `Approval${name}`, {
    roleName: approvalRoleName(of, name),
    description: `Asks operators whether ${of} may come into ${name}`,
    assumedBy: pipelineRole,
    may: [
      new iam.PolicyStatement({ actions: ['sns:Publish'], resources: [topicArn] }),
      new iam.PolicyStatement({ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [keyArn] }),
    ],
  });
  return [
    {
      name: `Approve-${name}`,
      actions: [
        {
          name: 'Approve',
          actionTypeId: { category: 'Approval', owner: 'AWS', provider: 'Manual', version: '1' },
          configuration: {
            NotificationArn: topicArn,
            CustomData: `May ${of} at commit ${variables.commit} come into ${name}? It has run in every stage before.`,
            ExternalEntityLink: `https://github.com/${source.repository}/commit/${variables.commit}`,
          },
          roleArn: role.attrArn,
          runOrder: 1,
          timeoutInMinutes: delivery.approval.withinHours * 60,
        },
      ],
    },
  ];
}
