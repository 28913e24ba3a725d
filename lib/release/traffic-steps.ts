import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import type { Construct } from 'constructs';
import type { TrafficSteps } from '../../platform/stage/release.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import type { ServiceNames } from '../service/service-names.ts';

/** One of CodeDeploy's own, or ours, whose name holds all it says: a configuration never changes. */
export function trafficStepsName({ release: { steps } }: StageDefinition, names: ServiceNames): string {
  switch (steps.kind) {
    case 'all-at-once':
      return 'CodeDeployDefault.ECSAllAtOnce';
    case 'canary':
      return `${names.deploymentGroup}-canary-${steps.percent}-percent-${steps.minutes}-minutes`;
    case 'linear':
      return `${names.deploymentGroup}-linear-${steps.percent}-percent-every-${steps.everyMinutes}-minutes`;
  }
}

/**
 * How traffic moves to the new tasks, as the name of a deployment configuration. One for each service, because the
 * group that uses the old one must be changed before the old one can be deleted.
 */
export function trafficSteps(scope: Construct, stage: StageDefinition, names: ServiceNames): string {
  const { steps } = stage.release;
  const name = trafficStepsName(stage, names);
  if (steps.kind === 'all-at-once') return name;
  return new codedeploy.CfnDeploymentConfig(scope, 'Steps', {
    deploymentConfigName: name,
    computePlatform: 'ECS',
    trafficRoutingConfig: routingOf(steps),
  }).ref;
}

function routingOf(
  steps: Exclude<TrafficSteps, { readonly kind: 'all-at-once' }>,
): codedeploy.CfnDeploymentConfig.TrafficRoutingConfigProperty {
  return steps.kind === 'canary'
    ? {
        type: 'TimeBasedCanary',
        timeBasedCanary: { canaryPercentage: steps.percent, canaryInterval: steps.minutes },
      }
    : {
        type: 'TimeBasedLinear',
        timeBasedLinear: { linearPercentage: steps.percent, linearInterval: steps.everyMinutes },
      };
}
