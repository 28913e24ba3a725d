import type { CfnScalingPolicy } from 'aws-cdk-lib/aws-applicationautoscaling';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Colours } from './colours.ts';
import type { ServiceContext } from './service-context.ts';

/** The predefined metric would follow one colour and lose the service at its next release, so this one adds both. */
export function requestsPerTask(
  { service, door }: ServiceContext,
  { blue, green }: Colours,
): Pick<
  CfnScalingPolicy.TargetTrackingScalingPolicyConfigurationProperty,
  'targetValue' | 'customizedMetricSpecification'
> {
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
  return {
    targetValue: service.scaling.requestsPerTaskPerMinute,
    customizedMetricSpecification: {
      metrics: [
        requests('blue', blue),
        requests('green', green),
        {
          id: 'both',
          // The colour that rests emits nothing, which counts as none beside one that does. FILL would make a calm minute
          // of the one that has not arrived yet, and the alarm on three busy ones would never go off.
          expression: 'blue + green',
          label: 'Requests per task and minute, whichever colour it is',
          returnData: true,
        },
      ],
    },
  };
}
