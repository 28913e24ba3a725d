import { createCodeDeployPlane } from '../../../rehearsal/codedeploy/codedeploy-plane.ts';
import type { TaskSetOrder, TaskSetView } from '../../../rehearsal/codedeploy/ports.ts';
import type { Weighted } from '../../../rehearsal/elbv2/rule-action.ts';
import { AwsError, type Plane, type Properties } from '../../../rehearsal/plane.ts';
import { createFakeClock, type FakeClock, settled } from './fake-clock.ts';

export const blue = 'arn:aws:elasticloadbalancing:eu-west-1:000000000000:targetgroup/blue/1';
export const green = 'arn:aws:elasticloadbalancing:eu-west-1:000000000000:targetgroup/green/2';

export interface DeploymentInfo {
  readonly deploymentId: string;
  readonly status: string;
  readonly creator: string;
  readonly errorInformation?: { readonly code: string; readonly message: string };
  readonly rollbackInfo?: {
    readonly rollbackDeploymentId?: string;
    readonly rollbackTriggeringDeploymentId?: string;
  };
}

export interface Stage {
  readonly plane: Plane;
  readonly clock: FakeClock;
  /** All that was done to task sets and rules, in order. */
  readonly log: string[];
  readonly taskSets: Map<string, TaskSetView>;
  readonly orders: TaskSetOrder[];
  /** Functions by name; one that is not here throws. */
  readonly functions: Map<string, (payload: { LifecycleEventHookExecutionId: string }) => unknown>;
  readonly alarms: Set<string>;
  /** What whenSteady waits for. */
  steady: Promise<void>;
  /** Since when the replacement serves; which of its tasks ended all the same. */
  steadySince: number | undefined;
  lapses: { readonly count: number; readonly last: string };
  /** How long it has to serve without a break. */
  provenMs: number;
  weights(listener: string): readonly number[];
  call<Answer = Record<string, unknown>>(
    operation: string,
    input?: Readonly<Record<string, unknown>>,
  ): Promise<Answer>;
  create(type: string, properties: Properties): Promise<string>;
  deploy(hooks?: readonly object[], more?: object): Promise<string>;
  info(deploymentId: string): Promise<DeploymentInfo>;
  events(deploymentId: string): Promise<Record<string, string>>;
}

/** A service with blue as its primary task set, behind one rule on the production and one on the test listener. */
export async function openStage({
  group = {},
  config,
}: {
  group?: Properties;
  config?: Properties;
} = {}): Promise<Stage> {
  const clock = createFakeClock();
  const log: string[] = [];
  const rules = new Map<string, readonly Weighted[]>(
    ['production', 'test', 'elsewhere'].map((name) => [
      `${name}/rule`,
      [
        { targetGroupArn: name === 'elsewhere' ? 'other' : blue, weight: 100 },
        { targetGroupArn: name === 'elsewhere' ? 'another' : green, weight: 0 },
      ],
    ]),
  );
  rules.set('production/unrelated', [{ targetGroupArn: 'other', weight: 1 }]);
  const taskSets = new Map<string, TaskSetView>();
  const view = (id: string, status: TaskSetView['status'], targetGroupArn: string): TaskSetView => ({
    id,
    status,
    serviceArn: 'arn:service/shop/catalog',
    taskDefinition: 'catalog:1',
    targetGroupArn,
    desiredCount: 2,
    runningCount: 2,
    pendingCount: 0,
  });
  taskSets.set('set-1', view('set-1', 'PRIMARY', blue));
  const functions: Stage['functions'] = new Map();
  const alarms = new Set<string>();
  const orders: TaskSetOrder[] = [];
  let made = 1;
  const plane = createCodeDeployPlane({
    clock,
    floorMs: 0,
    steadyFloorMs: 0,
    targetGroups: { arnOf: (name) => (name === 'blue' ? blue : green), provenMsOf: () => stage.provenMs },
    functions: {
      async invoke(name, payload) {
        const handler = functions.get(name);
        if (!handler) throw new Error(`no function ${name}`);
        return handler(payload as { LifecycleEventHookExecutionId: string });
      },
    },
    alarms: { inAlarm: (names) => names.filter((name) => alarms.has(name)) },
    rules: {
      forwardOf: (arn) => rules.get(arn) ?? [],
      setForward(arn, weights) {
        const share = (of: string) => weights.find(({ targetGroupArn }) => targetGroupArn === of)?.weight;
        log.push(`${arn} blue ${share(blue)} green ${share(green)}`);
        rules.set(arn, weights);
      },
      rulesForwardingTo: (listener, arns) =>
        [...rules]
          .filter(
            ([arn, weights]) =>
              arn.startsWith(`${listener}/`) &&
              weights.some(({ targetGroupArn }) => arns.includes(targetGroupArn)),
          )
          .map(([arn]) => arn),
    },
    taskSets: {
      async create(order) {
        if (order.taskDefinition === 'catalog:404')
          throw new AwsError('ClientException', 'Unable to describe task definition.');
        made += 1;
        log.push(`create set-${made}`);
        orders.push(order);
        taskSets.set(`set-${made}`, view(`set-${made}`, 'ACTIVE', order.targetGroupArn));
        return `set-${made}`;
      },
      whenSteady: (_, signal) =>
        Promise.race([
          stage.steady,
          new Promise<void>((__, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
        ]),
      steadySince: () => stage.steadySince,
      lapsesOf: () => stage.lapses,
      complaintsOf: () => ['Health checks failed with these codes: [404]'],
      setPrimary(id) {
        log.push(`primary ${id}`);
        for (const [key, value] of taskSets)
          taskSets.set(key, { ...value, status: key === id ? 'PRIMARY' : 'ACTIVE' });
      },
      async delete(id) {
        log.push(`delete ${id}`);
        taskSets.delete(id);
      },
      of: () => [...taskSets.values()],
    },
  });
  const create = async (type: string, properties: Properties) => {
    const played = plane.types.find((each) => each.type === `AWS::CodeDeploy::${type}`);
    const call = { stackName: 'dev-catalog', stackId: 's', logicalId: type, type, progress: () => undefined };
    return (await played?.create({ ...call, properties }))?.physicalId ?? '';
  };
  const stage: Stage = {
    plane,
    clock,
    log,
    taskSets,
    orders,
    functions,
    alarms,
    steady: Promise.resolve(),
    steadySince: 1,
    lapses: { count: 0, last: '' },
    provenMs: 0,
    create,
    weights: (listener) => (rules.get(`${listener}/rule`) ?? []).map(({ weight }) => weight),
    async call<Answer>(operation: string, input: Readonly<Record<string, unknown>> = {}) {
      return (await plane.apis[0]?.operations[operation]?.(input)) as Answer;
    },
    async deploy(hooks = [], more = {}) {
      const { deploymentId } = await stage.call<{ deploymentId: string }>('CreateDeployment', {
        applicationName: 'shop',
        deploymentGroupName: 'catalog',
        revision: revisionOf({ hooks }),
        ...more,
      });
      await settled();
      return deploymentId;
    },
    async info(deploymentId) {
      return (await stage.call<{ deploymentInfo: DeploymentInfo }>('GetDeployment', { deploymentId }))
        .deploymentInfo;
    },
    async events(deploymentId) {
      const { deploymentTarget } = await stage.call<{
        deploymentTarget: {
          ecsTarget: { lifecycleEvents: readonly { lifecycleEventName: string; status: string }[] };
        };
      }>('GetDeploymentTarget', { deploymentId, targetId: 'dev:catalog' });
      return Object.fromEntries(
        deploymentTarget.ecsTarget.lifecycleEvents.map((event) => [event.lifecycleEventName, event.status]),
      );
    },
  };
  await create('Application', { ApplicationName: 'shop', ComputePlatform: 'ECS' });
  const configName = config
    ? await create('DeploymentConfig', {
        DeploymentConfigName: 'canary',
        ComputePlatform: 'ECS',
        TrafficRoutingConfig: config,
      })
    : 'CodeDeployDefault.ECSAllAtOnce';
  await create('DeploymentGroup', { ...groupProperties, DeploymentConfigName: configName, ...group });
  return stage;
}

export const groupProperties: Properties = {
  ApplicationName: 'shop',
  DeploymentGroupName: 'catalog',
  ServiceRoleArn: 'arn:aws:iam::000000000000:role/deploy',
  DeploymentStyle: { DeploymentType: 'BLUE_GREEN', DeploymentOption: 'WITH_TRAFFIC_CONTROL' },
  ECSServices: [{ ClusterName: 'dev', ServiceName: 'catalog' }],
  LoadBalancerInfo: {
    TargetGroupPairInfoList: [
      {
        TargetGroups: [{ Name: 'blue' }, { Name: 'green' }],
        ProdTrafficRoute: { ListenerArns: ['production'] },
        TestTrafficRoute: { ListenerArns: ['test'] },
      },
    ],
  },
  BlueGreenDeploymentConfiguration: {
    TerminateBlueInstancesOnDeploymentSuccess: { Action: 'TERMINATE', TerminationWaitTimeInMinutes: 10 },
  },
  AutoRollbackConfiguration: {
    Enabled: true,
    Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_REQUEST', 'DEPLOYMENT_STOP_ON_ALARM'],
  },
};

export function revisionOf({
  hooks = [],
  taskDefinition = 'catalog:2',
}: {
  hooks?: readonly object[];
  taskDefinition?: string;
}) {
  const properties = {
    TaskDefinition: taskDefinition,
    LoadBalancerInfo: { ContainerName: 'catalog', ContainerPort: 3000 },
    NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-1'], AssignPublicIp: 'DISABLED' } },
  };
  const content = JSON.stringify({
    version: '0.0',
    Resources: [{ TargetService: { Type: 'AWS::ECS::Service', Properties: properties } }],
    ...(hooks.length > 0 ? { Hooks: hooks } : {}),
  });
  return { revisionType: 'AppSpecContent', appSpecContent: { content } };
}
