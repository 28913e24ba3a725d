import { AwsError, type Properties } from '../plane.ts';
import { acceptedStatuses } from './health-check.ts';
import type { KeyValue } from './known-attributes.ts';
import { resolveTargetGroupAttributes } from './target-group-attributes.ts';
import type { RoutingAlgorithm, TargetGroupSettings } from './target-group-settings.ts';

/** A target group as the API shows it, every default filled in. */
export interface TargetGroupDefinition {
  readonly name: string;
  readonly port: number;
  readonly vpcId: string | undefined;
  readonly healthCheckPath: string;
  readonly healthCheckPort: string;
  readonly healthCheckIntervalSeconds: number;
  readonly healthCheckTimeoutSeconds: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
  readonly matcher: string;
  readonly attributes: ReadonlyMap<string, string>;
}

/** Reads a template's properties; what this balancer cannot do as AWS does is refused. */
export function defineTargetGroup(name: string, properties: Properties): TargetGroupDefinition {
  const refuse = (subject: string, value: unknown, allowed: string) => {
    throw new AwsError(
      'ValidationError',
      `target group '${name}': ${subject} is '${value}', the rehearsal plays ${allowed}`,
    );
  };
  const only = (subject: string, allowed: string) => {
    const value = properties[subject] ?? allowed;
    if (value !== allowed) refuse(subject, value, `'${allowed}' only`);
  };
  only('TargetType', 'ip');
  only('Protocol', 'HTTP');
  only('ProtocolVersion', 'HTTP1');
  only('HealthCheckProtocol', 'HTTP');
  if (String(properties.HealthCheckEnabled ?? true) !== 'true')
    refuse('HealthCheckEnabled', false, 'checked targets only');
  const number = (subject: string, byDefault: number, from: number, to: number) => {
    const value = Number(properties[subject] ?? byDefault);
    if (!Number.isInteger(value) || value < from || value > to)
      refuse(subject, properties[subject], `whole numbers from ${from} to ${to}`);
    return value;
  };
  const matcher = properties.Matcher as { readonly HttpCode?: string } | undefined;
  return {
    name,
    port: number('Port', 80, 1, 65_535),
    vpcId: properties.VpcId === undefined ? undefined : String(properties.VpcId),
    healthCheckPath: String(properties.HealthCheckPath ?? '/'),
    healthCheckPort: String(properties.HealthCheckPort ?? 'traffic-port'),
    healthCheckIntervalSeconds: number('HealthCheckIntervalSeconds', 30, 5, 300),
    healthCheckTimeoutSeconds: number('HealthCheckTimeoutSeconds', 5, 2, 120),
    healthyThreshold: number('HealthyThresholdCount', 5, 2, 10),
    unhealthyThreshold: number('UnhealthyThresholdCount', 2, 2, 10),
    matcher: String(matcher?.HttpCode ?? '200'),
    attributes: resolveTargetGroupAttributes(
      (properties.TargetGroupAttributes ?? []) as readonly KeyValue[],
      name,
    ),
  };
}

export function settingsOf(definition: TargetGroupDefinition): TargetGroupSettings {
  const { healthCheckPort, attributes } = definition;
  return {
    healthCheck: {
      path: definition.healthCheckPath,
      port: healthCheckPort === 'traffic-port' ? undefined : Number(healthCheckPort),
      timeoutMs: definition.healthCheckTimeoutSeconds * 1000,
      accepts: acceptedStatuses(definition.matcher),
      intervalMs: definition.healthCheckIntervalSeconds * 1000,
      healthyThreshold: definition.healthyThreshold,
      unhealthyThreshold: definition.unhealthyThreshold,
    },
    deregistrationDelayMs: Number(attributes.get('deregistration_delay.timeout_seconds')) * 1000,
    algorithm: attributes.get('load_balancing.algorithm.type') as RoutingAlgorithm,
  };
}
