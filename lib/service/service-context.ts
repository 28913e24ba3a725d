import type { Foundation } from '../../platform/rests-on.ts';
import type { ServiceDefinition } from '../../platform/service-definition.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import type { ClusterStack } from '../cluster/cluster-stack.ts';
import type { DataStack } from '../data/data-stack.ts';
import type { Edge, EdgeStack } from '../edge/edge-stack.ts';
import type { EventsStack } from '../events/events-stack.ts';
import type { NetworkStack } from '../network/network-stack.ts';
import type { ServiceNames } from './service-names.ts';

/** What every part of a service's stack is told. */
export interface ServiceContext {
  readonly stage: StageDefinition;
  readonly service: ServiceDefinition;
  readonly names: ServiceNames;
  /** Its image, by the tag this synthesis is for. */
  readonly image: ServiceImage;
  readonly network: NetworkStack;
  readonly data: DataStack;
  readonly edge: EdgeStack;
  /** The load balancer that is before this service: the public one or the internal one. */
  readonly door: Edge;
  readonly cluster: ClusterStack;
  /** What it fails without, itself or by what it calls. */
  readonly restsOn: readonly Foundation[];
  /** The service that signs access tokens, if one does. */
  readonly signer: string | undefined;
  /** Nothing in a stage where no service publishes events. */
  readonly events: EventsStack | undefined;
}

/** An image in the registry, which every stage finds in its own region. */
export interface ServiceImage {
  /** Of the registry. @default - the stage's own */
  readonly account?: string | undefined;
  /** `shoal/catalog` */
  readonly repository: string;
  readonly tag: string;
}
