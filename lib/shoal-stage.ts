import { PermissionsBoundary, Stack, Stage, type StageProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { RegistrySettings } from '../platform/registry.ts';
import { restsOn } from '../platform/rests-on.ts';
import type { ServiceDefinition } from '../platform/service-definition.ts';
import type { SourceSettings } from '../platform/source.ts';
import { baselineOf, isOn } from '../platform/stage/baseline.ts';
import type { StageDefinition } from '../platform/stages.ts';
import { BaselineStack } from './baseline/baseline-stack.ts';
import { boundaryArn } from './baseline/boundary.ts';
import { ClusterStack } from './cluster/cluster-stack.ts';
import { DataStack } from './data/data-stack.ts';
import { deliverTo } from './delivery/deliver-to.ts';
import { EdgeStack } from './edge/edge-stack.ts';
import { EventsStack } from './events/events-stack.ts';
import { NetworkStack } from './network/network-stack.ts';
import { archiveStage } from './observability/archive/archive-stage.ts';
import { watchFromOutside } from './observability/canary/watch-from-outside.ts';
import { observe } from './observability/observe.ts';
import { PhoenixStack } from './phoenix/phoenix-stack.ts';
import { FarCopiesStack } from './resilience/far-copies-stack.ts';
import {
  needsResilience,
  ResilienceStack,
  type ResilienceStackProps,
} from './resilience/resilience-stack.ts';
import { listenerPriorityOf } from './service/listener-priority.ts';
import type { ServiceImage } from './service/service-context.ts';
import { ServiceStack } from './service/service-stack.ts';

export interface ShoalStageProps {
  readonly stage: StageDefinition;
  readonly versions: readonly ServiceVersion[];
  readonly source: SourceSettings;
  readonly registry: RegistrySettings;
  /** The registry's own, and then those that have copies. */
  readonly registryRegions: readonly string[];
  /** Where the registry and the pipelines are. @default - the stage's own */
  readonly toolsAccount?: string | undefined;
}

/** A service, and the image of it that this synthesis is for. */
export interface ServiceVersion {
  readonly service: ServiceDefinition;
  readonly image: ServiceImage;
}

/** One stage: the ground its services stand on, and a stack for each of them. */
export class ShoalStage extends Stage {
  constructor(scope: Construct, props: ShoalStageProps) {
    const { stage, versions } = props;
    super(scope, stage.name, boundaryOf(stage));
    const baseline = new BaselineStack(this, 'baseline', { stage });
    const services = versions.map(({ service }) => service);
    const network = new NetworkStack(this, 'network', { stage });
    const data = new DataStack(this, 'data', { stage, network, services });
    const edge = new EdgeStack(this, 'edge', { stage, network, services });
    const cluster = new ClusterStack(this, 'cluster', { stage, network, services });
    const events = services.some(({ needs }) => needs.publishes.length > 0)
      ? new EventsStack(this, 'events', { stage, services })
      : undefined;
    const signer = services.find(({ signsTokens }) => signsTokens === true)?.name;
    const stacks = versions.map(
      ({ service, image }) =>
        new ServiceStack(this, service.name, {
          stage,
          service,
          priority: listenerPriorityOf(service.name, services),
          image,
          network,
          data,
          edge,
          cluster,
          events,
          signer,
          restsOn: restsOn(service, services),
        }),
    );
    if (needsResilience(stage)) protect(this, { stage, services, network, data, edge });
    renewWeekly(this, network, props);
    deliverTo(this, { stage, network, source: props.source, toolsAccount: props.toolsAccount });
    archiveStage(this, { stage, network, edge, stacks });
    watchFromOutside(this, { stage, network, edge, stacks });
    observe(this, { stage, services, stacks, edge, source: props.source });
    standOn(baseline, this);
  }
}

function boundaryOf(stage: StageDefinition): StageProps {
  return isOn(baselineOf(stage).boundary)
    ? { permissionsBoundary: PermissionsBoundary.fromArn(boundaryArn(stage)) }
    : {};
}

function protect(scope: ShoalStage, props: ResilienceStackProps): void {
  const { stage, services } = props;
  const resilience = new ResilienceStack(scope, 'resilience', props);
  // Experiments stop at alarms of the public services, by name.
  for (const { name } of services.filter(({ route }) => route === 'public')) {
    const door = scope.node.findChild(name);
    if (door instanceof Stack) resilience.addStackDependency(door);
  }
  const { backup } = stage.resilience;
  if ('none' in backup || 'none' in backup.farCopies) return;
  const { farCopies } = backup;
  resilience.addStackDependency(new FarCopiesStack(scope, 'far-copies', { stage, backup, farCopies }));
}

/** Needs both a time of the week and a repository to release from. */
function renewWeekly(scope: ShoalStage, network: NetworkStack, props: ShoalStageProps): void {
  const { stage, source, registry, registryRegions, versions } = props;
  const { phoenix: settings } = stage;
  if ('none' in settings || 'none' in source) return;
  new PhoenixStack(scope, 'phoenix', {
    stage,
    settings,
    source,
    registry,
    registryRegions,
    network,
    services: versions.map(({ service }) => service.name),
  });
}

/** No role can be made before its boundary is, and no alarm told before there is a topic; nothing refers to either. */
function standOn(baseline: BaselineStack, stage: ShoalStage): void {
  for (const child of stage.node.children) {
    if (child instanceof Stack && child !== baseline) child.addStackDependency(baseline);
  }
}
