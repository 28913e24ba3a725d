import type { Operation } from '../plane.ts';
import type { CodeDeployBook } from './codedeploy-book.ts';
import type { DeploymentGroup } from './deployment-group.ts';
import type { DeploymentRunner } from './deployment-runner.ts';
import { blueGreenOf, loadBalancerOf } from './describe-deployment.ts';
import type { TrafficRouting } from './traffic-routing.ts';

/** The calls that look at applications, groups and configurations. */
export function groupOperations(
  book: CodeDeployBook,
  runner: DeploymentRunner,
): Readonly<Record<string, Operation>> {
  return {
    ListApplications: () => ({ applications: [...book.applications.keys()] }),
    GetApplication(input) {
      const { id, name, createTime } = book.application(input.applicationName);
      return {
        application: {
          applicationId: id,
          applicationName: name,
          createTime: createTime / 1000,
          linkedToGitHub: false,
          computePlatform: 'ECS',
        },
      };
    },
    ListDeploymentGroups(input) {
      const { name } = book.application(input.applicationName);
      return { applicationName: name, deploymentGroups: book.groupsOf(name).map((group) => group.name) };
    },
    GetDeploymentGroup: (input) => ({
      deploymentGroupInfo: describeGroup(
        book.group(input.applicationName, input.deploymentGroupName),
        runner,
      ),
    }),
    ListDeploymentConfigs: () => ({ deploymentConfigsList: [...book.configs.keys()] }),
    GetDeploymentConfig(input) {
      const name = String(input.deploymentConfigName);
      return {
        deploymentConfigInfo: {
          deploymentConfigName: name,
          computePlatform: 'ECS',
          trafficRoutingConfig: describeRouting(book.config(name)),
        },
      };
    },
  };
}

function describeGroup(group: DeploymentGroup, runner: DeploymentRunner): object {
  const own = runner.all.filter(({ props }) => props.group.id === group.id).reverse();
  const summaryOf = (deployment = own[0]) =>
    deployment && {
      deploymentId: deployment.props.id,
      status: deployment.status,
      createTime: deployment.props.createTime / 1000,
      ...(deployment.completeTime === undefined ? {} : { endTime: deployment.completeTime / 1000 }),
    };
  const succeeded = own.find(({ status }) => status === 'Succeeded');
  return {
    applicationName: group.applicationName,
    deploymentGroupId: group.id,
    deploymentGroupName: group.name,
    deploymentConfigName: group.configName,
    serviceRoleArn: group.serviceRoleArn,
    alarmConfiguration: {
      enabled: group.alarms.length > 0,
      ignorePollAlarmFailure: false,
      alarms: group.alarms.map((name) => ({ name })),
    },
    autoRollbackConfiguration: { enabled: group.rollsBackOn.size > 0, events: [...group.rollsBackOn] },
    deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
    blueGreenDeploymentConfiguration: blueGreenOf(group),
    loadBalancerInfo: loadBalancerOf(group),
    lastAttemptedDeployment: summaryOf(),
    ...(succeeded ? { lastSuccessfulDeployment: summaryOf(succeeded) } : {}),
    computePlatform: 'ECS',
    ecsServices: [{ serviceName: group.service, clusterName: group.cluster }],
    terminationHookEnabled: false,
  };
}

function describeRouting(routing: TrafficRouting): object {
  if (routing.type === 'AllAtOnce') return { type: routing.type };
  const { type, percentage, interval } = routing;
  return type === 'TimeBasedCanary'
    ? { type, timeBasedCanary: { canaryPercentage: percentage, canaryInterval: interval } }
    : { type, timeBasedLinear: { linearPercentage: percentage, linearInterval: interval } };
}
