import type * as iam from 'aws-cdk-lib/aws-iam';
import { environmentNames as name } from '../../platform/environment-names.ts';
import type { EventsStack } from '../events/events-stack.ts';
import type { Environment } from './environment.ts';
import type { ServiceContext } from './service-context.ts';

/** Where a service publishes and where it receives, which its role may do from here on. */
export function eventsEnvironment(context: ServiceContext, role: iam.IRole): Environment {
  const { needs, name: service } = context.service;
  return {
    ...(needs.publishes.length > 0
      ? { [name.eventsTopicArn]: eventsOf(context).topicArnFor(service, role) }
      : {}),
    ...(needs.subscribes.length > 0
      ? { [name.eventsQueueUrl]: eventsOf(context).queueUrlFor(service, role) }
      : {}),
  };
}

function eventsOf({ events, service, stage }: ServiceContext): EventsStack {
  if (events !== undefined) return events;
  throw new Error(
    `service '${service.name}': stage '${stage.name}' has no events, since no service there publishes any; remove needs.subscribes`,
  );
}
