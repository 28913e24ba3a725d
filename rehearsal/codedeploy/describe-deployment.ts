import type { Deployment, Side } from './deployment.ts';
import type { DeploymentGroup } from './deployment-group.ts';
import type { TaskSetsPort } from './ports.ts';

/** GetDeployment's `deploymentInfo`. */
export function describeDeployment(deployment: Deployment): object {
  const { id, group, configName, spec, description, creator, createTime } = deployment.props;
  const { rolledBackBy, error } = deployment;
  return {
    applicationName: group.applicationName,
    deploymentGroupName: group.name,
    deploymentConfigName: configName,
    deploymentId: id,
    // AWS keeps the content to itself as well: GetApplicationRevision has it.
    revision: { revisionType: 'AppSpecContent', appSpecContent: { sha256: spec.sha256 } },
    status: deployment.status,
    ...(error === undefined ? {} : { errorInformation: { code: error.code, message: error.message } }),
    createTime: seconds(createTime),
    startTime: seconds(deployment.startTime),
    completeTime: seconds(deployment.completeTime),
    deploymentOverview: overviewOf(deployment),
    description,
    creator,
    ignoreApplicationStopFailures: false,
    autoRollbackConfiguration: { enabled: group.rollsBackOn.size > 0, events: [...group.rollsBackOn] },
    updateOutdatedInstancesOnly: false,
    rollbackInfo: rollbackInfoOf(deployment, rolledBackBy),
    deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
    instanceTerminationWaitTimeStarted: deployment.terminationWaitStart !== undefined,
    blueGreenDeploymentConfiguration: blueGreenOf(group),
    loadBalancerInfo: loadBalancerOf(group),
    fileExistsBehavior: 'DISALLOW',
    deploymentStatusMessages: [],
    computePlatform: 'ECS',
  };
}

export function blueGreenOf(group: DeploymentGroup): object {
  return {
    terminateBlueInstancesOnDeploymentSuccess: {
      action: 'TERMINATE',
      terminationWaitTimeInMinutes: group.terminationWaitMinutes,
    },
    deploymentReadyOption:
      group.readyWaitMinutes === undefined
        ? { actionOnTimeout: 'CONTINUE_DEPLOYMENT', waitTimeInMinutes: 0 }
        : { actionOnTimeout: 'STOP_DEPLOYMENT', waitTimeInMinutes: group.readyWaitMinutes },
  };
}

export function loadBalancerOf(group: DeploymentGroup): object {
  const pair = {
    targetGroups: group.targetGroupNames.map((name) => ({ name })),
    prodTrafficRoute: { listenerArns: [group.productionListenerArn] },
    ...(group.testListenerArn === undefined
      ? {}
      : { testTrafficRoute: { listenerArns: [group.testListenerArn] } }),
  };
  return { targetGroupPairInfoList: [pair] };
}

function rollbackInfoOf(
  { props: { rollsBack } }: Deployment,
  rolledBackBy: Deployment | undefined,
): object | undefined {
  if (rollsBack) {
    return {
      rollbackTriggeringDeploymentId: rollsBack.props.id,
      rollbackMessage: `Deployment ${rollsBack.props.id} was rolled back.`,
    };
  }
  if (rolledBackBy) {
    return {
      rollbackDeploymentId: rolledBackBy.props.id,
      rollbackMessage: `Rolled back by deployment ${rolledBackBy.props.id}.`,
    };
  }
  return undefined;
}

/** An ECS deployment has a single target: the service. */
function overviewOf(deployment: Deployment): object {
  const none = { Pending: 0, InProgress: 0, Succeeded: 0, Failed: 0, Skipped: 0, Ready: 0 };
  return { ...none, [targetStatusOf(deployment)]: 1 };
}

function targetStatusOf({ status }: Deployment): 'Pending' | 'InProgress' | 'Succeeded' | 'Failed' | 'Ready' {
  if (status === 'Created' || status === 'Queued') return 'Pending';
  return status === 'Stopped' ? 'Failed' : status;
}

export function targetIdOf({ props: { group } }: Deployment): string {
  return `${group.cluster}:${group.service}`;
}

/** GetDeploymentTarget's `deploymentTarget`. */
export function describeTarget(deployment: Deployment, taskSets: TaskSetsPort): object {
  const { id, group } = deployment.props;
  const views = taskSets.of(group.cluster, group.service);
  const ends = deployment.events.flatMap(({ startTime, endTime }) => [startTime ?? 0, endTime ?? 0]);
  const side = (label: Side, trafficWeight: number) => {
    const known = deployment.sides.get(label);
    const view = views.find((each) => each.id === known?.taskSetId);
    if (known === undefined || view === undefined) return [];
    return [
      {
        // The misspelling is AWS's.
        identifer: view.id,
        desiredCount: view.desiredCount,
        pendingCount: view.pendingCount,
        runningCount: view.runningCount,
        status: view.status,
        trafficWeight,
        targetGroup: { name: known.targetGroupArn.split('/')[1] },
        taskSetLabel: label,
      },
    ];
  };
  return {
    deploymentTargetType: 'ECSTarget',
    ecsTarget: {
      deploymentId: id,
      targetId: targetIdOf(deployment),
      targetArn: views[0]?.serviceArn,
      lastUpdatedAt: seconds(Math.max(deployment.props.createTime, ...ends)),
      lifecycleEvents: deployment.events.map(({ name, status, startTime, endTime, message }) => ({
        lifecycleEventName: name,
        status,
        startTime: seconds(startTime),
        endTime: seconds(endTime),
        ...(message === undefined
          ? {}
          : { diagnostics: { errorCode: 'UnknownError', scriptName: '', message, logTail: '' } }),
      })),
      status: targetStatusOf(deployment),
      taskSetsInfo: [
        ...side('Blue', 100 - deployment.greenPercent),
        ...side('Green', deployment.greenPercent),
      ],
    },
  };
}

function seconds(milliseconds: number | undefined): number | undefined {
  return milliseconds === undefined ? undefined : milliseconds / 1000;
}
