import * as scaling from 'aws-cdk-lib/aws-applicationautoscaling';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import type { Colours } from './colours.ts';
import type { ServiceContext } from './service-context.ts';

const cooldowns = { scaleOutCooldown: 60, scaleInCooldown: 300 } as const;

/** How many tasks a service has: between the stage's bounds, by what they have to do. */
export class ServiceScaling extends Construct {
  constructor(scope: Construct, id: string, context: ServiceContext, { blue, green }: Colours) {
    super(scope, id);
    const { service, names, stage, door } = context;
    const target = new scaling.CfnScalableTarget(this, 'Tasks', {
      serviceNamespace: 'ecs',
      scalableDimension: 'ecs:service:DesiredCount',
      resourceId: `service/${names.cluster}/${names.service}`,
      minCapacity: stage.tasks.min,
      maxCapacity: stage.tasks.max,
    });
    const requests = (id: string, group: elbv2.CfnTargetGroup) => ({
      id,
      returnData: false,
      metricStat: {
        stat: 'Sum',
        metric: {
          namespace: 'AWS/ApplicationELB',
          metricName: 'RequestCountPerTarget',
          dimensions: [
            { name: 'LoadBalancer', value: door.loadBalancer.loadBalancerFullName },
            { name: 'TargetGroup', value: group.attrTargetGroupFullName },
          ],
        },
      },
    });
    new scaling.CfnScalingPolicy(this, 'Requests', {
      policyName: `${names.family}-requests`,
      policyType: 'TargetTrackingScaling',
      scalingTargetId: target.attrId,
      targetTrackingScalingPolicyConfiguration: {
        targetValue: service.scaling.requestsPerTaskPerMinute,
        ...cooldowns,
        customizedMetricSpecification: {
          metrics: [
            requests('blue', blue),
            requests('green', green),
            {
              id: 'both',
              // The colour that rests emits nothing, and nothing plus something would be nothing.
              expression: 'FILL(blue, 0) + FILL(green, 0)',
              label: 'Requests per task and minute, whichever colour it is',
              returnData: true,
            },
          ],
        },
      },
    });
    new scaling.CfnScalingPolicy(this, 'Cpu', {
      policyName: `${names.family}-cpu`,
      policyType: 'TargetTrackingScaling',
      scalingTargetId: target.attrId,
      targetTrackingScalingPolicyConfiguration: {
        targetValue: service.scaling.cpuPercent,
        ...cooldowns,
        predefinedMetricSpecification: { predefinedMetricType: 'ECSServiceAverageCPUUtilization' },
      },
    });
  }
}
