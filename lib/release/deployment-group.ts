import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { ServiceContext } from '../service/service-context.ts';
import { releasesPastAlarms } from './past-alarms.ts';
import { trafficSteps } from './traffic-steps.ts';

export interface DeploymentGroupProps {
  readonly context: ServiceContext;
  readonly role: iam.Role;
  readonly alarms: readonly cloudwatch.IAlarm[];
}

/** What CodeDeploy knows of a service: its colours, its listeners, its steps, and when to go back. */
export function deploymentGroup(
  scope: Construct,
  { context, role, alarms }: DeploymentGroupProps,
): codedeploy.CfnDeploymentGroup {
  const { stage, names, door } = context;
  const application = new codedeploy.CfnApplication(scope, 'Application', {
    applicationName: names.application,
    computePlatform: 'ECS',
  });
  const group = new codedeploy.CfnDeploymentGroup(scope, 'Group', {
    applicationName: application.ref,
    deploymentGroupName: names.deploymentGroup,
    deploymentConfigName: trafficSteps(scope, stage, names),
    serviceRoleArn: role.roleArn,
    deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
    blueGreenDeploymentConfiguration: {
      deploymentReadyOption: { actionOnTimeout: 'CONTINUE_DEPLOYMENT', waitTimeInMinutes: 0 },
      terminateBlueInstancesOnDeploymentSuccess: {
        action: 'TERMINATE',
        terminationWaitTimeInMinutes: stage.release.keepOldMinutes,
      },
    },
    ecsServices: [{ clusterName: names.cluster, serviceName: names.service }],
    loadBalancerInfo: {
      targetGroupPairInfoList: [
        {
          targetGroups: [{ name: names.blue }, { name: names.green }],
          prodTrafficRoute: { listenerArns: [door.productionListenerArn] },
          testTrafficRoute: { listenerArns: [door.testListenerArn] },
        },
      ],
    },
    autoRollbackConfiguration: {
      enabled: true,
      events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM', 'DEPLOYMENT_STOP_ON_REQUEST'],
    },
    alarmConfiguration: {
      enabled: !releasesPastAlarms(scope, context.service.name),
      alarms: alarms.map(({ alarmName }) => ({ name: alarmName })),
    },
  });
  // With its policy, without which CodeDeploy refuses the group.
  group.node.addDependency(role);
  return group;
}
