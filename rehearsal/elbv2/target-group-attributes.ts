import {
  anything,
  type KeyValue,
  type KnownAttribute,
  oneOf,
  resolveAttributes,
  wholeNumber,
} from './known-attributes.ts';

const oneZone = 'one machine is one zone';
const failsOpen =
  'the rehearsal fails open as ALB does by default: where nobody is healthy, everybody gets requests';
const unset = 'it means nothing while stickiness is off';

const known: Readonly<Record<string, KnownAttribute>> = {
  'deregistration_delay.timeout_seconds': { default: '300', ...wholeNumber(0, 3600) },
  'load_balancing.algorithm.type': {
    default: 'round_robin',
    ...oneOf('round_robin', 'least_outstanding_requests', 'weighted_random'),
  },
  'load_balancing.algorithm.anomaly_mitigation': {
    default: 'off',
    ...oneOf('on', 'off'),
    inert: 'a task that fails more than the others is not avoided here',
  },
  'slow_start.duration_seconds': { default: '0', ...oneOf('0') },
  'stickiness.enabled': { default: 'false', ...oneOf('false') },
  'stickiness.type': { default: 'lb_cookie', ...oneOf('lb_cookie', 'app_cookie'), inert: unset },
  'stickiness.lb_cookie.duration_seconds': { default: '86400', ...wholeNumber(1, 604_800), inert: unset },
  'stickiness.app_cookie.cookie_name': { default: '', ...anything, inert: unset },
  'stickiness.app_cookie.duration_seconds': { default: '86400', ...wholeNumber(1, 604_800), inert: unset },
  'load_balancing.cross_zone.enabled': {
    default: 'use_load_balancer_configuration',
    ...anything,
    inert: oneZone,
  },
  'target_group_health.dns_failover.minimum_healthy_targets.count': {
    default: '1',
    ...anything,
    inert: oneZone,
  },
  'target_group_health.dns_failover.minimum_healthy_targets.percentage': {
    default: 'off',
    ...anything,
    inert: oneZone,
  },
  'target_group_health.unhealthy_state_routing.minimum_healthy_targets.count': {
    default: '1',
    ...anything,
    inert: failsOpen,
  },
  'target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage': {
    default: 'off',
    ...anything,
    inert: failsOpen,
  },
};

export function resolveTargetGroupAttributes(
  given: readonly KeyValue[],
  name: string,
): ReadonlyMap<string, string> {
  return resolveAttributes({ subject: `Target group '${name}'`, known, given });
}
