import { fullName } from './arns.ts';
import type { BalancerBook, KnownTargetGroup } from './balancer-book.ts';
import type { Listener, ListenerRule } from './listener.ts';
import type { LoadBalancer } from './load-balancer.ts';
import { describeAction } from './rule-action.ts';
import type { RuleCondition } from './rule-condition.ts';
import type { TargetHealth } from './target-group.ts';

/** What AWS's Describe operations show of each thing. */

export function describeBalancer(balancer: LoadBalancer): object {
  return {
    LoadBalancerArn: balancer.arn,
    DNSName: balancer.host,
    CanonicalHostedZoneId: canonicalHostedZoneId,
    CreatedTime: balancer.createdAt.toISOString(),
    LoadBalancerName: balancer.name,
    Scheme: balancer.scheme,
    State: { Code: 'active' },
    Type: 'application',
    AvailabilityZones: balancer.subnets.map((SubnetId) => ({ SubnetId, LoadBalancerAddresses: [] })),
    SecurityGroups: balancer.securityGroups,
    IpAddressType: 'ipv4',
  };
}

/** Any id will do: the alias records of a rehearsal carry the address itself. */
export const canonicalHostedZoneId = 'Z0000000REHEARSAL';

export function describeListener({ arn, balancer, terms }: Listener): object {
  return {
    ListenerArn: arn,
    LoadBalancerArn: balancer.arn,
    Port: terms.port,
    Protocol: terms.protocol,
    ...(terms.protocol === 'HTTPS'
      ? { Certificates: terms.certificateArns.slice(0, 1).map((CertificateArn) => ({ CertificateArn })) }
      : {}),
    ...(terms.sslPolicy === undefined ? {} : { SslPolicy: terms.sslPolicy }),
    DefaultActions: [describeAction(terms.defaultAction)],
  };
}

export function describeRule({ arn, priority, conditions, action }: ListenerRule): object {
  return {
    RuleArn: arn,
    Priority: String(priority),
    Conditions: conditions.map(describeCondition),
    Actions: [describeAction(action)],
    IsDefault: false,
  };
}

/** AWS shows hosts and paths both ways, however they were given. */
function describeCondition(condition: RuleCondition): RuleCondition {
  const { Field, HostHeaderConfig, PathPatternConfig } = condition;
  const Values = HostHeaderConfig?.Values ?? PathPatternConfig?.Values ?? condition.Values ?? [];
  if (Field === 'host-header') return { Field, Values, HostHeaderConfig: { Values } };
  if (Field === 'path-pattern') return { Field, Values, PathPatternConfig: { Values } };
  return condition;
}

/** In order of priority, the default last. */
export function describeRules({ rules, defaultRuleArn, terms }: Listener): readonly object[] {
  const ordered = [...rules.values()].sort((one, other) => one.priority - other.priority);
  const byDefault = {
    RuleArn: defaultRuleArn,
    Priority: 'default',
    Conditions: [],
    Actions: [describeAction(terms.defaultAction)],
    IsDefault: true,
  };
  return [...ordered.map(describeRule), byDefault];
}

export function describeTargetGroup({ group, definition }: KnownTargetGroup, book: BalancerBook): object {
  return {
    TargetGroupArn: group.arn,
    TargetGroupName: definition.name,
    Protocol: 'HTTP',
    ProtocolVersion: 'HTTP1',
    Port: definition.port,
    VpcId: definition.vpcId,
    HealthCheckProtocol: 'HTTP',
    HealthCheckPort: definition.healthCheckPort,
    HealthCheckEnabled: true,
    HealthCheckIntervalSeconds: definition.healthCheckIntervalSeconds,
    HealthCheckTimeoutSeconds: definition.healthCheckTimeoutSeconds,
    HealthyThresholdCount: definition.healthyThreshold,
    UnhealthyThresholdCount: definition.unhealthyThreshold,
    HealthCheckPath: definition.healthCheckPath,
    Matcher: { HttpCode: definition.matcher },
    LoadBalancerArns: book.balancersOf(group.arn).map(({ arn }) => arn),
    TargetType: 'ip',
    IpAddressType: 'ipv4',
  };
}

export function describeHealth({ target, state, reason, description }: TargetHealth): object {
  return {
    Target: { Id: target.address, Port: target.port, AvailabilityZone: 'all' },
    HealthCheckPort: String(target.port),
    TargetHealth: { State: state, Reason: reason, Description: description },
  };
}

/** `Ref` and `Fn::GetAtt` of a target group in a template. */
export function targetGroupAttributes(
  { group, definition }: KnownTargetGroup,
  book: BalancerBook,
): Record<string, unknown> {
  return {
    TargetGroupArn: group.arn,
    TargetGroupName: definition.name,
    TargetGroupFullName: fullName(group.arn),
    LoadBalancerArns: book.balancersOf(group.arn).map(({ arn }) => arn),
  };
}
