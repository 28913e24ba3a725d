import type { CustomResourceEvent } from './custom-resource.ts';
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
  readonly port: number;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  readonly capacityProviders: readonly CapacityProvider[];
  /** The function that proves the new tasks on the test listener. */
  readonly hook: string | undefined;
  /** When CloudFormation asked, in milliseconds since 1970. */
  readonly requestedAt: number | undefined;
}

export interface CapacityProvider {
  readonly capacityProvider: string;
  readonly weight: number;
  readonly base: number;
}

export function releaseOrderOf(event: CustomResourceEvent): ReleaseOrder {
  const properties = propertiesOf(event);
  return {
    requestId: event.RequestId,
    name: properties.text('Container'),
    cluster: properties.text('Cluster'),
    service: properties.text('Service'),
    taskDefinition: properties.text('TaskDefinition'),
    replaces: oldPropertiesOf(event)?.optionalText('TaskDefinition'),
    application: properties.text('Application'),
    deploymentGroup: properties.text('DeploymentGroup'),
    port: properties.whole('Port'),
    subnets: properties.texts('Subnets'),
    securityGroups: properties.texts('SecurityGroups'),
    capacityProviders: properties.objects('CapacityProviders').map((provider) => ({
      capacityProvider: provider.text('CapacityProvider'),
      weight: provider.whole('Weight'),
      base: provider.whole('Base'),
    })),
    hook: properties.optionalText('AfterAllowTestTraffic'),
    requestedAt: requestedAtOf(event),
  };
}
