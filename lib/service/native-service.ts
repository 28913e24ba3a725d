import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { bearsFaults } from '../../platform/stage/experiments.ts';
import type { TrafficSteps } from '../../platform/stage/release.ts';
import type { NativeRelease } from '../release/native-release.ts';
import { releasesPastAlarms } from '../release/past-alarms.ts';
import type { ReleaseParts } from '../release/release-parts.ts';
import { capacityOf } from './capacity.ts';

/**
 * The ECS service where ECS moves the traffic. It is not frozen: it names the new revision, and ECS deploys whatever
 * changed in it to the colour that rests. It has no number of tasks, which belongs to scaling, and no circuit breaker,
 * which ECS has for rolling updates alone: `Custom::Release` takes back what does not start.
 */
export function nativeService(
  scope: Construct,
  { context, colours, rules, task, alarms, place }: ReleaseParts,
  release: NativeRelease,
): ecs.CfnService {
  const { stage, service, names } = context;
  const native = new ecs.CfnService(scope, 'Service', {
    cluster: names.cluster,
    serviceName: names.service,
    taskDefinition: task.taskDefinitionArn,
    deploymentController: { type: 'ECS' },
    deploymentConfiguration: {
      ...strategyOf(stage.release.steps),
      // Said always: CloudFormation's default is 36 hours.
      bakeTimeInMinutes: stage.release.keepOldMinutes,
      minimumHealthyPercent: 100,
      maximumPercent: 200,
      lifecycleHooks: [
        {
          hookTargetArn: release.hook.function.functionArn,
          roleArn: release.hookRole.roleArn,
          lifecycleStages: ['POST_TEST_TRAFFIC_SHIFT'],
        },
      ],
      alarms: {
        alarmNames: alarms.map(({ alarmName }) => alarmName),
        enable: !releasesPastAlarms(scope, service.name),
        rollback: true,
      },
    },
    capacityProviderStrategy: [...capacityOf(stage)],
    networkConfiguration: {
      awsvpcConfiguration: {
        subnets: [...place.subnetIds],
        securityGroups: [place.securityGroup.securityGroupId],
        assignPublicIp: 'DISABLED',
      },
    },
    loadBalancers: [
      {
        containerName: service.name,
        containerPort: service.port,
        targetGroupArn: colours.blue.attrTargetGroupArn,
        advancedConfiguration: {
          alternateTargetGroupArn: colours.green.attrTargetGroupArn,
          productionListenerRule: rules.productionRuleArn,
          testListenerRule: rules.testRuleArn,
          roleArn: release.balancingRole.roleArn,
        },
      },
    ],
    healthCheckGracePeriodSeconds: 60,
    enableExecuteCommand: !bearsFaults(stage, service.name),
    enableEcsManagedTags: true,
    propagateTags: 'TASK_DEFINITION',
  });
  // Another tag would be another deployment.
  native.addPropertyDeletionOverride('Tags');
  // With their policies, without which ECS refuses the service.
  native.node.addDependency(release.hook, release.hookRole, release.balancingRole);
  return native;
}

function strategyOf(steps: TrafficSteps): ecs.CfnService.DeploymentConfigurationProperty {
  switch (steps.kind) {
    case 'all-at-once':
      return { strategy: 'BLUE_GREEN' };
    case 'canary':
      return {
        strategy: 'CANARY',
        canaryConfiguration: { canaryPercent: steps.percent, canaryBakeTimeInMinutes: steps.minutes },
      };
    case 'linear':
      return {
        strategy: 'LINEAR',
        linearConfiguration: { stepPercent: steps.percent, stepBakeTimeInMinutes: steps.everyMinutes },
      };
  }
}
