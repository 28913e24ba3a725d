import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import { healthCheck } from './health-check.ts';
import type { ServiceContext } from './service-context.ts';

/** One colour of a service: called once for blue and once for green, which differ in nothing but the name. */
export function targetGroup(
  scope: Construct,
  colour: 'Blue' | 'Green',
  { service, names, network }: ServiceContext,
): elbv2.CfnTargetGroup {
  return new elbv2.CfnTargetGroup(scope, colour, {
    name: colour === 'Blue' ? names.blue : names.green,
    vpcId: network.vpc.vpcId,
    targetType: 'ip',
    protocol: 'HTTP',
    port: service.port,
    healthCheckProtocol: 'HTTP',
    healthCheckPath: service.healthPath,
    healthCheckIntervalSeconds: healthCheck.intervalSeconds,
    healthCheckTimeoutSeconds: healthCheck.timeoutSeconds,
    healthyThresholdCount: healthCheck.healthyCount,
    unhealthyThresholdCount: healthCheck.unhealthyCount,
    matcher: { httpCode: '200' },
    targetGroupAttributes: [
      { key: 'deregistration_delay.timeout_seconds', value: String(healthCheck.deregistrationSeconds) },
      { key: 'load_balancing.algorithm.type', value: 'least_outstanding_requests' },
    ],
  });
}
