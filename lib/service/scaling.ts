import * as scaling from 'aws-cdk-lib/aws-applicationautoscaling';
import { Construct } from 'constructs';
import type { Colours } from './colours.ts';
import { queueWait } from './queue-wait.ts';
import { requestsPerTask } from './requests-per-task.ts';
import { scalingCalendar } from './scaling-calendar.ts';
import type { ServiceContext } from './service-context.ts';

const cooldowns = { scaleOutCooldown: 60, scaleInCooldown: 300 } as const;

type Tracking = Pick<
  scaling.CfnScalingPolicy.TargetTrackingScalingPolicyConfigurationProperty,
  'targetValue' | 'customizedMetricSpecification' | 'predefinedMetricSpecification'
>;

/**
 * How many tasks a service has: between the bounds of the stage and its calendar, by what they have to do. The most
 * that any of the measures asks for is there; fewer only where all of them agree.
 */
export class ServiceScaling extends Construct {
  constructor(scope: Construct, id: string, context: ServiceContext, colours: Colours) {
    super(scope, id);
    const { service, names, stage } = context;
    const target = new scaling.CfnScalableTarget(this, 'Tasks', {
      serviceNamespace: 'ecs',
      scalableDimension: 'ecs:service:DesiredCount',
      resourceId: `service/${names.cluster}/${names.service}`,
      minCapacity: stage.tasks.min,
      maxCapacity: stage.tasks.max,
      scheduledActions: [...scalingCalendar(stage)],
    });
    const track = (what: string, tracking: Tracking): void => {
      new scaling.CfnScalingPolicy(this, what, {
        policyName: `${names.family}-${what.toLowerCase()}`,
        policyType: 'TargetTrackingScaling',
        scalingTargetId: target.attrId,
        targetTrackingScalingPolicyConfiguration: { ...tracking, ...cooldowns },
      });
    };
    track('Requests', requestsPerTask(context, colours));
    track('Cpu', {
      targetValue: service.scaling.cpuPercent,
      predefinedMetricSpecification: { predefinedMetricType: 'ECSServiceAverageCPUUtilization' },
    });
    const { eventsPerTaskPerSecond } = service.scaling;
    if (eventsPerTaskPerSecond !== undefined) track('Queue', queueWait(context, eventsPerTaskPerSecond));
  }
}
