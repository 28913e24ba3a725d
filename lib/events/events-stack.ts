import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { ServiceDefinition } from '../../platform/service-definition.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import { StageStack } from '../stage-stack.ts';
import { EventKey } from './event-key.ts';
import { PublisherTopic } from './publisher-topic.ts';
import { SubscriberQueue } from './subscriber-queue.ts';

export interface EventsStackProps {
  readonly stage: StageDefinition;
  readonly services: readonly ServiceDefinition[];
}

/**
 * How the services of a stage hear of each other: a topic for each that publishes, a queue for each that subscribes.
 * All of it follows from `needs.publishes` and `needs.subscribes`.
 */
export class EventsStack extends StageStack {
  private readonly key: EventKey;
  private readonly topics: ReadonlyMap<string, PublisherTopic>;
  private readonly queues: ReadonlyMap<string, SubscriberQueue>;

  constructor(scope: Construct, id: string, { stage, services }: EventsStackProps) {
    super(scope, id, {
      stage,
      holdsData: true,
      description: `Shoal ${stage.name}: the topics that services publish to and the queues they receive from`,
    });
    const key = new EventKey(this, 'Key', stage);
    const topics = new Map(
      services
        .filter(({ needs }) => needs.publishes.length > 0)
        .map((service) => [
          service.name,
          new PublisherTopic(this, `Topic-${service.name}`, { stage, service, key }),
        ]),
    );
    this.key = key;
    this.topics = topics;
    this.queues = new Map(
      services
        .filter(({ needs }) => needs.subscribes.length > 0)
        .map((service) => [
          service.name,
          new SubscriberQueue(this, service.name, { stage, service, key, topics }),
        ]),
    );
  }

  /** Where this service publishes; the role may do so. */
  topicArnFor(service: string, role: IGrantable): string {
    const topic = found(service, this.topics, 'topic', 'needs.publishes');
    Grant.addToPrincipal({ grantee: role, actions: ['sns:Publish'], resourceArns: [topic.topicArn] });
    this.key.grant(role, 'kms:Decrypt', 'kms:GenerateDataKey');
    return topic.topicArn;
  }

  /** Where this service receives; the role may do so. */
  queueUrlFor(service: string, role: IGrantable): string {
    const { queue } = found(service, this.queues, 'queue', 'needs.subscribes');
    queue.grant(role, 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility');
    this.key.grant(role, 'kms:Decrypt');
    return queue.queueUrl;
  }
}

function found<Value>(
  service: string,
  values: ReadonlyMap<string, Value>,
  what: string,
  where: string,
): Value {
  const value = values.get(service);
  if (value !== undefined) return value;
  throw new Error(
    `service '${service}' has no ${what}, those that have: ${[...values.keys()].join(', ') || 'none'}; name its events in ${where}`,
  );
}
