import { AwsError, type Properties } from '../plane.ts';

export type RollbackEvent = 'DEPLOYMENT_FAILURE' | 'DEPLOYMENT_STOP_ON_ALARM' | 'DEPLOYMENT_STOP_ON_REQUEST';

/** A deployment group of the ECS platform, as a template describes it. */
export interface DeploymentGroup {
  readonly id: string;
  readonly applicationName: string;
  readonly name: string;
  readonly configName: string;
  readonly serviceRoleArn: string;
  readonly cluster: string;
  readonly service: string;
  readonly targetGroupNames: readonly [string, string];
  readonly productionListenerArn: string;
  readonly testListenerArn: string | undefined;
  readonly terminationWaitMinutes: number;
  /** Minutes a deployment waits to be told to go on. @default - it goes on by itself */
  readonly readyWaitMinutes: number | undefined;
  readonly rollsBackOn: ReadonlySet<RollbackEvent>;
  readonly alarms: readonly string[];
}

export function defineDeploymentGroup(id: string, name: string, properties: Properties): DeploymentGroup {
  const refuse = (problem: string): never => {
    throw new AwsError('InvalidInputException', `deployment group '${name}': ${problem}`);
  };
  const section = (from: Properties, key: string) => (from[key] ?? {}) as Properties;
  const style = section(properties, 'DeploymentStyle');
  if (style.DeploymentType !== 'BLUE_GREEN' || style.DeploymentOption !== 'WITH_TRAFFIC_CONTROL') {
    refuse('DeploymentStyle must be BLUE_GREEN and WITH_TRAFFIC_CONTROL, the only one ECS has');
  }
  const services = (properties.ECSServices ?? []) as readonly Properties[];
  const pairs = (section(properties, 'LoadBalancerInfo').TargetGroupPairInfoList ??
    []) as readonly Properties[];
  const [service] = services;
  const [pair] = pairs;
  if (service === undefined || services.length !== 1)
    return refuse(`ECSServices must name one service, got ${services.length}`);
  if (pair === undefined || pairs.length !== 1)
    return refuse(`TargetGroupPairInfoList must hold one pair, got ${pairs.length}`);
  const names = ((pair.TargetGroups ?? []) as readonly Properties[]).map(({ Name }) => String(Name));
  const [one, other] = names;
  if (one === undefined || other === undefined || names.length !== 2)
    return refuse(`a pair is two target groups, got ${names.length}`);
  const listeners = (route: unknown) =>
    (((route ?? {}) as Properties).ListenerArns ?? []) as readonly string[];
  const [production] = listeners(pair.ProdTrafficRoute);
  if (production === undefined) return refuse('ProdTrafficRoute must name the production listener');
  const blueGreen = section(properties, 'BlueGreenDeploymentConfiguration');
  const termination = section(blueGreen, 'TerminateBlueInstancesOnDeploymentSuccess');
  if ((termination.Action ?? 'TERMINATE') !== 'TERMINATE')
    refuse(`blue's fate '${termination.Action}' must be TERMINATE`);
  const ready = section(blueGreen, 'DeploymentReadyOption');
  const rollback = section(properties, 'AutoRollbackConfiguration');
  const alarms = section(properties, 'AlarmConfiguration');
  return {
    id,
    applicationName: String(properties.ApplicationName),
    name,
    configName: String(properties.DeploymentConfigName ?? 'CodeDeployDefault.ECSAllAtOnce'),
    serviceRoleArn: String(properties.ServiceRoleArn ?? ''),
    cluster: String(service.ClusterName),
    service: String(service.ServiceName),
    targetGroupNames: [one, other],
    productionListenerArn: production,
    testListenerArn: listeners(pair.TestTrafficRoute)[0],
    terminationWaitMinutes: Number(termination.TerminationWaitTimeInMinutes ?? 0),
    readyWaitMinutes:
      ready.ActionOnTimeout === 'STOP_DEPLOYMENT' ? Number(ready.WaitTimeInMinutes ?? 0) : undefined,
    rollsBackOn: new Set(
      isTrue(rollback.Enabled)
        ? ((rollback.Events ?? ['DEPLOYMENT_FAILURE']) as readonly RollbackEvent[])
        : [],
    ),
    alarms: isTrue(alarms.Enabled)
      ? ((alarms.Alarms ?? []) as readonly Properties[]).map(({ Name }) => String(Name))
      : [],
  };
}

function isTrue(value: unknown): boolean {
  return String(value) === 'true';
}
