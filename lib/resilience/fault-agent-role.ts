import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import { acknowledge } from '../validation/acknowledge.ts';
import { acknowledgeStar } from '../validation/acknowledge-star.ts';

/** Named, since tasks hand it on from stacks of their own. */
export function faultAgentRoleName(stage: string): string {
  return `${stage}-fault-agent`;
}

/**
 * What agents do once they are registered: take commands, say how they went, and leave. It stands with the cluster, so
 * that a service is made of the same in every stage.
 */
export function faultAgentRole(scope: Construct, id: string, stage: StageDefinition): iam.Role {
  const stack = Stack.of(scope);
  const agents = stack.formatArn({ service: 'ssm', resource: 'managed-instance', resourceName: '*' });
  const role = new iam.Role(scope, id, {
    roleName: faultAgentRoleName(stage.name),
    assumedBy: new iam.ServicePrincipal('ssm.amazonaws.com').withConditions({
      StringEquals: { 'aws:SourceAccount': stack.account },
    }),
  });
  role.addToPolicy(
    new iam.PolicyStatement({
      actions: ['ssm:DeregisterManagedInstance', 'ssm:UpdateInstanceInformation'],
      resources: [agents],
    }),
  );
  role.addToPolicy(
    new iam.PolicyStatement({
      actions: [
        'ec2messages:AcknowledgeMessage',
        'ec2messages:DeleteMessage',
        'ec2messages:FailMessage',
        'ec2messages:GetEndpoint',
        'ec2messages:GetMessages',
        'ec2messages:SendReply',
        'ssm:DeleteActivation',
        'ssmmessages:CreateControlChannel',
        'ssmmessages:CreateDataChannel',
        'ssmmessages:OpenControlChannel',
        'ssmmessages:OpenDataChannel',
      ],
      resources: ['*'],
    }),
  );
  acknowledgeStar(
    role,
    agents,
    'Agents get their ids when they register, so none is known; they may only say how they are and take themselves out of the list of agents.',
  );
  acknowledge(
    role,
    'IAM5[Resource::*]',
    'The channels by which an agent takes commands have no ARN and an activation has none either; a message is only seen by the agent it was sent to.',
  );
  return role;
}
