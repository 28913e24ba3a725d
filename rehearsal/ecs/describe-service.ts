import type { PlacedTaskSet, Service } from './service.ts';
import { revisionArn } from './service-deployment.ts';

/** A service as DescribeServices gives it. */
export function describeService(service: Service): Readonly<Record<string, unknown>> {
  const { props, primary, placed } = service;
  const sum = (of: (each: PlacedTaskSet) => number): number =>
    placed.reduce((total, each) => total + of(each), 0);
  const codeDeploy = props.controller === 'CODE_DEPLOY';
  return {
    ...props.told,
    ...primary?.order.told,
    serviceArn: props.arn,
    serviceName: props.name,
    clusterArn: props.clusterArn,
    status: 'ACTIVE',
    desiredCount: service.desired,
    runningCount: sum(({ set }) => set.running),
    pendingCount: sum(({ set }) => set.pending),
    taskDefinition: primary?.order.definition.arn,
    loadBalancers: primary ? loadBalancersOf(primary) : [],
    serviceRegistries: [],
    deploymentController: { type: props.controller },
    schedulingStrategy: 'REPLICA',
    platformFamily: 'Linux',
    platformVersion: 'LATEST',
    healthCheckGracePeriodSeconds: props.graceMs / 1000,
    createdAt: service.createdAt / 1000,
    placementConstraints: [],
    placementStrategy: [],
    events: service.events.newestFirst,
    currentServiceDeployment: service.deployments.find(({ isGoing }) => isGoing)?.arn,
    currentServiceRevisions: codeDeploy
      ? []
      : placed
          .filter(({ status }) => status !== 'DRAINING')
          .map(({ set }) => ({
            arn: revisionArn(props.arn, set.props.id),
            runningTaskCount: set.running,
            pendingTaskCount: set.pending,
          })),
    taskSets: codeDeploy ? placed.map((each) => describeTaskSet(service, each)) : [],
    deployments: codeDeploy ? [] : placed.map((each) => describeDeployment(service, each)),
  };
}

function describeTaskSet(service: Service, { set, order, status, updatedAt }: PlacedTaskSet): object {
  const { arn, clusterArn } = service.props;
  const { id } = set.props;
  const steady = set.steadySince;
  return {
    ...order.told,
    id,
    taskSetArn: `${arn.replace(':service/', ':task-set/')}/${id}`,
    serviceArn: arn,
    clusterArn,
    startedBy: order.externalId === undefined ? undefined : 'CODE_DEPLOY',
    externalId: order.externalId,
    status,
    taskDefinition: order.definition.arn,
    computedDesiredCount: status === 'DRAINING' ? 0 : service.desired,
    pendingCount: set.pending,
    runningCount: set.running,
    createdAt: set.createdAt / 1000,
    updatedAt: updatedAt / 1000,
    platformVersion: '1.4.0',
    platformFamily: 'Linux',
    loadBalancers: loadBalancersOf({ order }),
    serviceRegistries: [],
    scale: { value: status === 'DRAINING' ? 0 : 100, unit: 'PERCENT' },
    stabilityStatus: steady === undefined ? 'STABILIZING' : 'STEADY_STATE',
    stabilityStatusAt: (steady ?? updatedAt) / 1000,
    tags: [],
  };
}

function describeDeployment(service: Service, { set, order, status, updatedAt }: PlacedTaskSet): object {
  return {
    ...order.told,
    id: set.props.id,
    status,
    taskDefinition: order.definition.arn,
    desiredCount: status === 'DRAINING' ? 0 : service.desired,
    pendingCount: set.pending,
    runningCount: set.running,
    failedTasks: 0,
    createdAt: set.createdAt / 1000,
    updatedAt: updatedAt / 1000,
    platformVersion: '1.4.0',
    platformFamily: 'Linux',
    rolloutState: set.steadySince === undefined ? 'IN_PROGRESS' : 'COMPLETED',
  };
}

function loadBalancersOf({ order: { loadBalancer } }: Pick<PlacedTaskSet, 'order'>): readonly unknown[] {
  return loadBalancer ? [loadBalancer] : [];
}
