import type { CustomResourceEvent } from './custom-resource.ts';
import { requestedAtOf } from './requested-at.ts';
import { propertiesOf } from './resource-properties.ts';

/** What `Custom::Release` is asked for where ECS itself moves the traffic. */
export interface NativeOrder {
  /** The service as people call it: its container's name. */
  readonly name: string;
  readonly cluster: string;
  readonly service: string;
  readonly taskDefinition: string;
  /** Whether the service is only being created. */
  readonly creates: boolean;
  /** Of a stage that sleeps, the hours in which it does not, in words. */
  readonly wakingHours: string | undefined;
  /** When CloudFormation asked, in milliseconds since 1970. */
  readonly requestedAt: number | undefined;
}

export function nativeOrderOf(event: CustomResourceEvent): NativeOrder {
  const properties = propertiesOf(event);
  return {
    name: properties.text('Container'),
    cluster: properties.text('Cluster'),
    service: properties.text('Service'),
    taskDefinition: properties.text('TaskDefinition'),
    creates: event.RequestType === 'Create',
    wakingHours: properties.optionalText('WakingHours'),
    requestedAt: requestedAtOf(event),
  };
}
