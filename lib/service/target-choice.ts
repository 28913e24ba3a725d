import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { EdgeSettings } from '../../platform/stage/edge.ts';

type Attribute = elbv2.CfnTargetGroup.TargetGroupAttributeProperty;

/** How the balancer chooses a task of a colour. All that matters is written out, where AWS would fill in a default. */
export function targetChoice(balancing: EdgeSettings['balancing']): readonly Attribute[] {
  return [
    ...algorithms[balancing],
    // A zone with fewer tasks than another must not give each of them more to do.
    { key: 'load_balancing.cross_zone.enabled', value: 'true' },
    ...whenTasksFail,
  ];
}

const algorithms: Readonly<Record<EdgeSettings['balancing'], readonly Attribute[]>> = {
  'least-outstanding-requests': [
    { key: 'load_balancing.algorithm.type', value: 'least_outstanding_requests' },
  ],
  // A task that fails at once has the least to do, and would draw all requests to it. This sees that it fails more
  // than the others and avoids it. It takes no slow start, which a release does without: green is proved first.
  'anomaly-mitigation': [
    { key: 'load_balancing.algorithm.type', value: 'weighted_random' },
    { key: 'load_balancing.algorithm.anomaly_mitigation', value: 'on' },
  ],
};

/**
 * With one healthy task left the balancer still sends to healthy ones only, and with none to all: better a try than a
 * certain failure. By count and not by share: tasks that are starting count as unhealthy, and a share would send them
 * requests whenever a service grows. Zones see all tasks alike, so none is left out of DNS before the others.
 */
const whenTasksFail: readonly Attribute[] = ['dns_failover', 'unhealthy_state_routing'].flatMap((action) => [
  { key: `target_group_health.${action}.minimum_healthy_targets.count`, value: '1' },
  { key: `target_group_health.${action}.minimum_healthy_targets.percentage`, value: 'off' },
]);
