import { generatedName } from '../generated-name.ts';
import { AwsError, type CreateCall, type Played, type PlayedType, type Properties } from '../plane.ts';
import { PropertyReader } from '../property-reader.ts';
import { camelCased } from './camel-case.ts';
import { deployNatively } from './deploy-natively.ts';
import type { Targets } from './drain-on-stop.ts';
import type { EcsState } from './ecs-state.ts';
import type { NativeParts } from './native-parts.ts';
import { nativeSettingsOf } from './native-settings.ts';
import { type LoadBalancer, Service, type TaskSetOrder } from './service.ts';
import type { TaskDefinition } from './task-definition.ts';
import { TwoColours } from './two-colours.ts';

export interface ServiceTypeProps {
  readonly state: EcsState;
  readonly targets: Targets;
  readonly native: NativeParts;
  readonly now: () => number;
  readonly onEvent: (service: string, message: string) => void;
}

const capacity = 'every task is a process of this machine';
const inert = {
  CapacityProviderStrategy: capacity,
  LaunchType: capacity,
  PlatformVersion: capacity,
  NetworkConfiguration: 'each task has a loopback address in place of a network interface',
  AvailabilityZoneRebalancing: 'one machine is one zone',
  EnableExecuteCommand: 'nobody opens a session in a process of this machine through ECS',
  EnableECSManagedTags: 'tags have no effect here',
  PropagateTags: 'tags have no effect here',
  Tags: 'tags have no effect here',
  Role: 'nothing here asks for permission',
} as const;

export function playService(props: ServiceTypeProps): PlayedType {
  const { state } = props;
  return {
    type: 'AWS::ECS::Service',
    plays: [
      'Cluster',
      'ServiceName',
      'TaskDefinition',
      'DesiredCount',
      'DeploymentController',
      'DeploymentConfiguration',
      'LoadBalancers',
      'HealthCheckGracePeriodSeconds',
      'SchedulingStrategy',
    ],
    inert,
    replacedBy: ['Cluster', 'ServiceName', 'DeploymentController', 'SchedulingStrategy', 'Role'],

    async create(call) {
      const service = newService(props, call);
      const { reader, progress } = { reader: readerOf(call), progress: call.progress };
      const { desiredCount } = countOf(reader);
      if (desiredCount !== undefined) service.setDesired(desiredCount);
      const order = orderOf(reader, state);
      service.native = nativeSettingsOf(reader);
      if (service.native) new TwoColours(service.native, props.native.rules).check();
      state.addService(service);
      const first = service.native && service.addDeployment(order.definition);
      const placed = service.addTaskSet(order);
      if (first)
        Object.assign(first, { status: 'IN_PROGRESS', stage: 'SCALE_UP', taskSetId: placed.set.props.id });
      progress(
        `waiting for ${service.desired} tasks of ${order.definition.family}:${order.definition.revision}`,
      );
      try {
        await placed.set.whenSteady(first?.stopping.signal);
        first?.end('SUCCESSFUL', props.now());
      } catch (error) {
        first?.end('ROLLBACK_FAILED', props.now());
        await service.close('at once');
        state.removeService(service);
        throw error;
      }
      return played(service);
    },

    async update(call) {
      const service = state.service(call.physicalId.split('/')[1] ?? '', call.physicalId);
      if (service.props.controller === 'CODE_DEPLOY') refuseUpdate(call.properties, call.oldProperties);
      const reader = readerOf(call);
      const { desiredCount } = countOf(reader);
      if (desiredCount !== undefined) service.setDesired(desiredCount);
      const order = orderOf(reader, state);
      service.native = nativeSettingsOf(reader);
      if (service.native) {
        await deployNatively(service, order, service.native, props.native);
        return played(service);
      }
      const old = service.primary?.order;
      if (old?.definition.arn !== order.definition.arn || !isSame(old.loadBalancer, order.loadBalancer)) {
        await service.roll(order);
      }
      return played(service);
    },

    async delete({ physicalId }) {
      const service = state.findService(physicalId.split('/')[1] ?? '', physicalId);
      if (!service) return;
      await service.close('drain');
      state.removeService(service);
    },
  };
}

function newService({ state, targets, now, onEvent }: ServiceTypeProps, call: CreateCall): Service {
  const reader = readerOf(call);
  const cluster = state.cluster(reader.text('Cluster'));
  const name = reader.text('ServiceName') ?? generatedName(call.stackName, call.logicalId, 255);
  if (state.findService(cluster.name, name)) {
    throw new AwsError(
      'InvalidParameterException',
      `Creation of service was not idempotent: ${cluster.name}/${name} is there.`,
    );
  }
  const controller = reader.object('DeploymentController')?.requiredText('Type') ?? 'ECS';
  if (controller !== 'ECS' && controller !== 'CODE_DEPLOY') {
    throw new Error(
      `${reader.subject}: deployment controller '${controller}' is not played here, ECS and CODE_DEPLOY are`,
    );
  }
  const told = camelCased({
    EnableECSManagedTags: call.properties.EnableECSManagedTags ?? false,
    EnableExecuteCommand: reader.flag('EnableExecuteCommand') ?? false,
    PropagateTags: call.properties.PropagateTags ?? 'NONE',
  }) as Readonly<Record<string, unknown>>;
  return new Service({
    name,
    arn: `${state.arnPrefix}:service/${cluster.name}/${name}`,
    clusterName: cluster.name,
    clusterArn: cluster.arn,
    controller,
    graceMs: (reader.number('HealthCheckGracePeriodSeconds') ?? 0) * 1000,
    told,
    targets,
    now,
    newTask: (options) =>
      state.tasks.add({
        ...options,
        clusterName: cluster.name,
        clusterArn: cluster.arn,
        overrides: {},
        told: { launchType: 'FARGATE', enableExecuteCommand: told.enableExecuteCommand },
      }),
    onEvent: (message) => onEvent(name, message),
  });
}

function readerOf({ properties, logicalId, stackName }: CreateCall): PropertyReader {
  return new PropertyReader(`service ${stackName}/${logicalId}`, properties);
}

function countOf(reader: PropertyReader): { readonly desiredCount: number | undefined } {
  const strategy = reader.text('SchedulingStrategy') ?? 'REPLICA';
  if (strategy !== 'REPLICA')
    throw new Error(`${reader.subject}: scheduling strategy '${strategy}' is not played here, REPLICA is`);
  return { desiredCount: reader.number('DesiredCount') };
}

function orderOf(reader: PropertyReader, state: EcsState): TaskSetOrder {
  const definition = state.definitions.get(reader.requiredText('TaskDefinition'));
  const balancers = reader.objects('LoadBalancers');
  if (balancers.length > 1)
    throw new Error(`${reader.subject} has ${balancers.length} load balancers, at most one is played here`);
  return {
    definition,
    loadBalancer: balancers[0] && loadBalancerOf(balancers[0], definition),
    told: toldOf(reader),
  };
}

function loadBalancerOf(reader: PropertyReader, { container }: TaskDefinition): LoadBalancer {
  reader.refuseOthers(['ContainerName', 'ContainerPort', 'TargetGroupArn', 'AdvancedConfiguration']);
  const containerName = reader.text('ContainerName');
  const containerPort = reader.number('ContainerPort');
  if (containerName !== container.name || containerPort !== container.port) {
    throw new AwsError(
      'InvalidParameterException',
      `The container ${containerName} with port ${containerPort} does not exist in the task definition: it has ${container.name} with port ${container.port}.`,
    );
  }
  return { targetGroupArn: reader.requiredText('TargetGroupArn'), containerName, containerPort };
}

function toldOf(reader: PropertyReader): Readonly<Record<string, unknown>> {
  const { NetworkConfiguration, CapacityProviderStrategy, LaunchType } = reader.raw;
  return camelCased({ NetworkConfiguration, CapacityProviderStrategy, LaunchType }) as Readonly<
    Record<string, unknown>
  >;
}

/** CloudFormation sends every parameter with an update, and ECS takes almost none under CodeDeploy. */
function refuseUpdate(properties: Properties, old: Properties): void {
  const names = [...new Set([...Object.keys(properties), ...Object.keys(old)])];
  const changed = names.filter((name) => !isSame(properties[name], old[name]));
  if (changed.length === 0) return;
  throw new AwsError(
    'InvalidParameterException',
    `Unable to update task definition on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment. (Changed: ${changed.join(', ')})`,
  );
}

function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

function played({ props }: Service): Played {
  return { physicalId: props.arn, attributes: { Name: props.name, ServiceArn: props.arn } };
}
