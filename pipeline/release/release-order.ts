import type { CustomResourceEvent } from './custom-resource.ts';
import { type Placement, placementOf, samePlacement } from './placement.ts';
import { requestedAtOf } from './requested-at.ts';
import { oldPropertiesOf, propertiesOf } from './resource-properties.ts';

/** What `Custom::Release` is asked for. */
export interface ReleaseOrder {
  readonly requestId: string;
  /** The service as people call it: its container's name. */
  readonly name: string;
  readonly cluster: string;
  readonly service: string;
  readonly taskDefinition: string;
  /** The revision this one takes the place of; the newer one when a stack rolls back. */
  readonly replaces: string | undefined;
  readonly application: string;
  readonly deploymentGroup: string;
  readonly placement: Placement;
  /** Whether the placement is another than before, so that the same revision must be released anew. */
  readonly moves: boolean;
  /** Whether new tasks are wanted although the revision serves already. @default - they are not */
  readonly anew?: boolean;
  /** The function that proves the new tasks on the test listener. */
  readonly hook: string | undefined;
  /** Of a stage that sleeps, the hours in which it does not, in words. */
  readonly wakingHours: string | undefined;
  /** When CloudFormation asked, in milliseconds since 1970. */
  readonly requestedAt: number | undefined;
}

export function releaseOrderOf(event: CustomResourceEvent): ReleaseOrder {
  const properties = propertiesOf(event);
  const old = oldPropertiesOf(event);
  const placement = placementOf(properties);
  return {
    requestId: event.RequestId,
    name: properties.text('Container'),
    cluster: properties.text('Cluster'),
    service: properties.text('Service'),
    taskDefinition: properties.text('TaskDefinition'),
    replaces: old?.optionalText('TaskDefinition'),
    application: properties.text('Application'),
    deploymentGroup: properties.text('DeploymentGroup'),
    placement,
    moves: old !== undefined && !samePlacement(placementOf(old), placement),
    hook: properties.optionalText('AfterAllowTestTraffic'),
    wakingHours: properties.optionalText('WakingHours'),
    requestedAt: requestedAtOf(event),
  };
}
