import { Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge } from '../validation/acknowledge.ts';
import { faultAgentRoleName } from './fault-agent-role.ts';
import { registerTask } from './register-task.ts';

export interface FaultAgentProps {
  readonly stage: string;
  /** The service it stands beside, as its log streams begin. */
  readonly service: string;
  readonly task: ecs.FargateTaskDefinition;
  readonly taskRole: iam.Role;
  readonly log: logs.ILogGroup;
}

/** AWS publishes it without a line of versions; ECS pins the digest that it finds for each deployment. */
const image = 'public.ecr.aws/amazon-ssm-agent/amazon-ssm-agent:latest';

/**
 * The container through which the Fault Injection Service delays, loses and exhausts: an agent of Systems Manager that
 * registers its task when it starts and takes it back when it ends. Only tasks that experiments name have it. They have
 * no ECS Exec, whose own agent would be in its way.
 */
export class FaultAgent extends Construct {
  constructor(scope: Construct, id: string, props: FaultAgentProps) {
    super(scope, id);
    const { task, taskRole } = props;
    const roleName = faultAgentRoleName(props.stage);
    letRegister(taskRole, roleName);
    const { defaultChild } = task.node;
    if (!(defaultChild instanceof ecs.CfnTaskDefinition))
      throw new Error(`${task.node.path}: is no task definition`);
    defaultChild.pidMode = 'task';
    defaultChild.enableFaultInjection = true;
    task.addContainer('fault-agent', {
      image: ecs.ContainerImage.fromRegistry(image),
      essential: false,
      command: ['/bin/bash', '-c', registerTask],
      environment: { MANAGED_INSTANCE_ROLE_NAME: roleName },
      logging: ecs.LogDrivers.awsLogs({
        logGroup: props.log,
        streamPrefix: props.service,
        mode: ecs.AwsLogDriverMode.NON_BLOCKING,
      }),
    });
  }
}

/** What registering takes, which the agent does as the task it stands in. */
function letRegister(taskRole: iam.Role, roleName: string): void {
  const stack = Stack.of(taskRole);
  taskRole.addToPolicy(
    new iam.PolicyStatement({
      actions: ['ssm:AddTagsToResource', 'ssm:CreateActivation'],
      resources: ['*'],
      conditions: {
        'ForAllValues:StringEquals': {
          'aws:TagKeys': ['ECS_TASK_ARN', 'ECS_TASK_AVAILABILITY_ZONE', 'FAULT_INJECTION_SIDECAR'],
        },
        StringEquals: { 'aws:RequestTag/FAULT_INJECTION_SIDECAR': 'true' },
      },
    }),
  );
  taskRole.addToPolicy(
    new iam.PolicyStatement({
      actions: ['iam:PassRole'],
      resources: [stack.formatArn({ service: 'iam', region: '', resource: 'role', resourceName: roleName })],
      conditions: { StringEquals: { 'iam:PassedToService': 'ssm.amazonaws.com' } },
    }),
  );
  acknowledge(
    taskRole,
    'IAM5[Resource::*]',
    'An activation has no ARN before it is made; the condition admits those that are marked as an agent for faults, which get the one role that the stage has for them.',
  );
}
