import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Colours } from '../service/colours.ts';
import type { TrafficRules } from '../service/traffic-rules.ts';
import { acknowledge } from '../validation/acknowledge.ts';

/**
 * What ECS does to the load balancer for one service. AmazonECSInfrastructureRolePolicyForLoadBalancers would let it
 * change every rule, listener and target group of the account.
 */
export function balancingRole(scope: Construct, rules: TrafficRules, colours: Colours): iam.Role {
  const role = new iam.Role(scope, 'BalancingRole', {
    assumedBy: new iam.ServicePrincipal('ecs.amazonaws.com'),
    description: 'ECS moves the traffic of one service between its two colours',
  });
  const allow = (actions: string[], resources: string[]) =>
    role.addToPolicy(new iam.PolicyStatement({ actions, resources }));
  allow(['elasticloadbalancing:ModifyRule'], [rules.productionRuleArn, rules.testRuleArn]);
  allow(
    ['elasticloadbalancing:RegisterTargets', 'elasticloadbalancing:DeregisterTargets'],
    [colours.blue.attrTargetGroupArn, colours.green.attrTargetGroupArn],
  );
  allow(
    [
      'elasticloadbalancing:DescribeListeners',
      'elasticloadbalancing:DescribeRules',
      'elasticloadbalancing:DescribeTargetGroups',
      'elasticloadbalancing:DescribeTargetHealth',
    ],
    // The load balancer's Describe actions take no resource.
    ['*'],
  );
  acknowledge(
    role,
    'IAM5[Resource::*]',
    'The Describe actions of Elastic Load Balancing take no resource; they only read.',
  );
  return role;
}
