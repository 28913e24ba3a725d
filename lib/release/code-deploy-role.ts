import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { ServiceNames } from '../service/service-names.ts';
import { acknowledge } from '../validation/acknowledge.ts';
import { acknowledgeStar } from '../validation/acknowledge-star.ts';

export interface CodeDeployRoleProps {
  readonly names: ServiceNames;
  readonly ruleArns: readonly string[];
  readonly hook: lambda.IFunction;
  /** The roles of the tasks it starts. */
  readonly taskRoles: readonly iam.IRole[];
}

/**
 * What CodeDeploy does for one service. AWSCodeDeployRoleForECS would let it change every service, rule and listener
 * of the account; here it cannot even change a listener, whose default action belongs to CloudFormation.
 */
export function codeDeployRole(scope: Construct, props: CodeDeployRoleProps): iam.Role {
  const { cluster, service } = props.names;
  const stack = Stack.of(scope);
  const role = new iam.Role(scope, 'Role', {
    assumedBy: new iam.ServicePrincipal('codedeploy.amazonaws.com'),
  });
  const allow = (actions: string[], resources: string[], conditions: Record<string, unknown> = {}) =>
    role.addToPolicy(new iam.PolicyStatement({ actions, resources, conditions }));

  const taskSets = stack.formatArn({
    service: 'ecs',
    resource: 'task-set',
    resourceName: `${cluster}/${service}/*`,
  });
  allow(
    ['ecs:CreateTaskSet', 'ecs:DeleteTaskSet', 'ecs:DescribeServices', 'ecs:UpdateServicePrimaryTaskSet'],
    [
      stack.formatArn({ service: 'ecs', resource: 'service', resourceName: `${cluster}/${service}` }),
      taskSets,
    ],
  );
  allow(['elasticloadbalancing:ModifyRule'], [...props.ruleArns]);
  allow(
    [
      'elasticloadbalancing:DescribeListeners',
      'elasticloadbalancing:DescribeRules',
      'elasticloadbalancing:DescribeTargetGroups',
    ],
    // The load balancer's Describe actions take no resource.
    ['*'],
  );
  const alarms = stack.formatArn({
    service: 'cloudwatch',
    resource: 'alarm',
    resourceName: '*',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  // Which resource is checked where several alarms are asked for is documented nowhere, and no answer stops a release.
  allow(['cloudwatch:DescribeAlarms'], [alarms]);
  allow(['lambda:InvokeFunction'], [props.hook.functionArn]);
  allow(
    ['iam:PassRole'],
    props.taskRoles.map(({ roleArn }) => roleArn),
    { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
  );
  acknowledge(
    role,
    'IAM5[Resource::*]',
    'The Describe actions of Elastic Load Balancing take no resource; they only read.',
  );
  acknowledgeStar(
    role,
    taskSets,
    'ECS names a task set when CodeDeploy creates it; the pattern reaches those of this one service.',
  );
  acknowledgeStar(
    role,
    alarms,
    'CodeDeploy asks for several alarms at once, and which resource CloudWatch checks then is documented nowhere; a role that may not ask stops every release. It reads the states of alarms in one region and changes nothing.',
  );
  return role;
}
