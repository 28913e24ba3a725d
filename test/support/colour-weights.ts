import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTargetGroupsCommand,
  type ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';

/** The weights of a service's two colours on the production rule of dev's internal balancer. */
export async function colourWeights(
  elb: ElasticLoadBalancingV2Client,
  service: string,
): Promise<readonly number[]> {
  const { TargetGroups = [] } = await elb.send(
    new DescribeTargetGroupsCommand({ Names: [`dev-${service}-blue`, `dev-${service}-green`] }),
  );
  const arns = TargetGroups.map(({ TargetGroupArn }) => TargetGroupArn);
  const { LoadBalancers = [] } = await elb.send(new DescribeLoadBalancersCommand({}));
  const internal = LoadBalancers.find(({ Scheme }) => Scheme === 'internal');
  const { Listeners = [] } = await elb.send(
    new DescribeListenersCommand({ LoadBalancerArn: internal?.LoadBalancerArn }),
  );
  const production = Listeners.find(({ Port }) => Port === 8080);
  const { Rules = [] } = await elb.send(new DescribeRulesCommand({ ListenerArn: production?.ListenerArn }));
  return Rules.flatMap(({ Actions = [] }) =>
    Actions.flatMap((action) => action.ForwardConfig?.TargetGroups ?? []),
  )
    .filter(({ TargetGroupArn }) => arns.includes(TargetGroupArn))
    .map(({ Weight }) => Weight ?? 0);
}
