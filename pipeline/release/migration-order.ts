import type { CustomResourceEvent } from './custom-resource.ts';
import { requestedAtOf } from './requested-at.ts';
import { oldPropertiesOf, propertiesOf } from './resource-properties.ts';

/** What `Custom::Migration` is asked for. */
export interface MigrationOrder {
  readonly requestId: string;
  /** The service as people call it: its container's name. */
  readonly name: string;
  readonly cluster: string;
  readonly taskDefinition: string;
  /** The revision this one takes the place of; the newer one when a stack rolls back. */
  readonly replaces: string | undefined;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  /** When CloudFormation asked, in milliseconds since 1970. */
  readonly requestedAt: number | undefined;
}

export function migrationOrderOf(event: CustomResourceEvent): MigrationOrder {
  const properties = propertiesOf(event);
  return {
    requestId: event.RequestId,
    name: properties.text('Container'),
    cluster: properties.text('Cluster'),
    taskDefinition: properties.text('TaskDefinition'),
    replaces: oldPropertiesOf(event)?.optionalText('TaskDefinition'),
    subnets: properties.texts('Subnets'),
    securityGroups: properties.texts('SecurityGroups'),
    requestedAt: requestedAtOf(event),
  };
}
