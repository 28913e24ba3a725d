import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import { healthCheck } from './health-check.ts';
import type { ServiceContext } from './service-context.ts';
import { targetChoice } from './target-choice.ts';

/** Of the two, one serves and the other rests or is proved; a release exchanges them. */
export interface Colours {
  readonly blue: elbv2.CfnTargetGroup;
  readonly green: elbv2.CfnTargetGroup;
}

export function colours(scope: Construct, context: ServiceContext): Colours {
  return {
    blue: targetGroup(scope, 'Blue', context.names.blue, context),
    green: targetGroup(scope, 'Green', context.names.green, context),
  };
}

/** One colour of a service: called once for blue and once for green, which differ in nothing but the name. */
function targetGroup(
  scope: Construct,
  id: string,
  name: string,
  { stage, service, network }: ServiceContext,
): elbv2.CfnTargetGroup {
  return new elbv2.CfnTargetGroup(scope, id, {
    name,
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
      ...targetChoice(stage.edge.balancing),
    ],
  });
}
