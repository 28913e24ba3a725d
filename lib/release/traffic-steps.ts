import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import type { Construct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import type { ServiceNames } from '../service/service-names.ts';

/**
 * How traffic moves to the new tasks, as the name of a deployment configuration. One for each service, because the
 * group that uses the old one must be changed before the old one can be deleted.
 */
export function trafficSteps(scope: Construct, { release }: StageDefinition, names: ServiceNames): string {
  const { steps } = release;
  if (steps.kind === 'all-at-once') return 'CodeDeployDefault.ECSAllAtOnce';
  return new codedeploy.CfnDeploymentConfig(scope, 'Steps', {
    // A configuration never changes, so its name holds what it says.
    deploymentConfigName: `${names.deploymentGroup}-canary-${steps.percent}-percent-${steps.minutes}-minutes`,
    computePlatform: 'ECS',
    trafficRoutingConfig: {
      type: 'TimeBasedCanary',
      timeBasedCanary: { canaryPercentage: steps.percent, canaryInterval: steps.minutes },
    },
  }).ref;
}
