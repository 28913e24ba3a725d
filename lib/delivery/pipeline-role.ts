import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import { type ArtifactPlace, makingArtifacts } from './artifact-grants.ts';
import { approvalRoleName, deployNames, pipelineNames } from './delivery-names.ts';
import { DeliveryRole } from './delivery-role.ts';
import { roleArnIn } from './pipeline-deployments.ts';

export interface RoleOfPipeline {
  readonly of: string;
  readonly stages: readonly StageDefinition[];
  readonly place: ArtifactPlace;
  /** Where something is deployed before the first stage, as whom that is started. */
  readonly before?: { readonly startRole: string };
}

/** As whom a pipeline works: it does nothing but become its actions' roles, and hand artifacts on. */
export function roleOfPipeline(
  scope: Construct,
  { of, stages, place, before }: RoleOfPipeline,
): DeliveryRole {
  const stack = Stack.of(scope);
  const names = pipelineNames(of);
  const asking = stages.filter(({ delivery }) => !('none' in delivery.approval));
  const ofTools = [
    names.sourceRole,
    names.startBuildRole,
    ...asking.map(({ name }) => approvalRoleName(of, name)),
    ...(before === undefined ? [] : [before.startRole]),
  ];
  return new DeliveryRole(scope, 'Role', {
    roleName: names.role,
    description: `Runs the pipeline of ${of}: it becomes the role of each action`,
    assumedBy: new iam.ServicePrincipal('codepipeline.amazonaws.com', {
      conditions: {
        StringEquals: {
          'aws:SourceAccount': stack.account,
          'aws:SourceArn': stack.formatArn({ service: 'codepipeline', resource: names.pipeline }),
        },
      },
    }),
    artifacts: place,
    may: [
      new iam.PolicyStatement({
        actions: ['sts:AssumeRole'],
        resources: [
          ...ofTools.map((name) => roleArnIn(stack, undefined, name)),
          ...stages.map(({ name, account }) => roleArnIn(stack, account, deployNames(name).startRole)),
        ],
      }),
      ...makingArtifacts(place),
    ],
  });
}
