import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { ServiceDefinition } from '../../platform/service-definition.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import { removalIn } from '../removal.ts';
import type { EventKey } from './event-key.ts';
import { queueNames } from './event-names.ts';
import { QueueAlarms } from './queue-alarms.ts';

export interface SubscriberQueueProps {
  readonly stage: StageDefinition;
  readonly service: ServiceDefinition;
  readonly key: EventKey;
  /** By the service that publishes. */
  readonly topics: ReadonlyMap<string, sns.ITopic>;
}

/** How often a message is handed out before it is put aside, as services/kit/events/rest-seconds.ts knows. */
const maxReceiveCount = 5;

/** Where the events arrive that one service handles, and where those end that it cannot handle. */
export class SubscriberQueue extends Construct {
  readonly queue: sqs.Queue;

  constructor(scope: Construct, id: string, props: SubscriberQueueProps) {
    super(scope, id);
    const { stage, service, key, topics } = props;
    const names = queueNames(stage.name, service.name);
    const both: sqs.QueueProps = {
      encryption: sqs.QueueEncryption.KMS,
      encryptionMasterKey: key,
      enforceSSL: true,
      removalPolicy: removalIn(stage),
    };
    const dead = new sqs.Queue(this, 'Dead', {
      ...both,
      queueName: names.dead,
      // The longest there is: people look at these.
      retentionPeriod: Duration.days(14),
    });
    this.queue = new sqs.Queue(this, 'Queue', {
      ...both,
      queueName: names.queue,
      retentionPeriod: Duration.days(4),
      // A task that works longer on a message says so; one that died is waited for this long.
      visibilityTimeout: Duration.seconds(30),
      receiveMessageWaitTime: Duration.seconds(20),
      deadLetterQueue: { queue: dead, maxReceiveCount },
    });
    const subscribed = typesByPublisher(service);
    this.queue.addToResourcePolicy(
      new iam.PolicyStatement({
        principals: [new iam.ServicePrincipal('sns.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [this.queue.queueArn],
        conditions: {
          ArnEquals: {
            'aws:SourceArn': [...subscribed.keys()].map((publisher) => topicOf(publisher, topics).topicArn),
          },
        },
      }),
    );
    for (const [publisher, types] of subscribed) {
      const subscription = new sns.Subscription(this, `From-${publisher}`, {
        topic: topicOf(publisher, topics),
        protocol: sns.SubscriptionProtocol.SQS,
        endpoint: this.queue.queueArn,
        rawMessageDelivery: true,
        filterPolicy: { type: sns.SubscriptionFilter.stringFilter({ allowlist: [...types] }) },
      });
      // Whatever is published before the queue lets the topic in is lost.
      subscription.node.addDependency(this.queue);
    }
    new QueueAlarms(this, 'Alarms', { stage, service, queue: this.queue, dead });
  }
}

/** `orders/order-placed` and `orders/order-refunded` are two types of one publisher. */
function typesByPublisher({ needs }: ServiceDefinition): ReadonlyMap<string, readonly string[]> {
  const events = needs.subscribes.map((event) => event.split('/'));
  return new Map(
    events.map(([publisher = '']) => [
      publisher,
      events.filter(([other]) => other === publisher).map(([, type = '']) => type),
    ]),
  );
}

function topicOf(publisher: string, topics: ReadonlyMap<string, sns.ITopic>): sns.ITopic {
  const topic = topics.get(publisher);
  if (topic !== undefined) return topic;
  throw new Error(
    `service '${publisher}' has no topic, those that have: ${[...topics.keys()].join(', ')}; name its events in needs.publishes`,
  );
}
