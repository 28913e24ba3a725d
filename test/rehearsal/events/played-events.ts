import { type Endpoint, startEndpoint } from '../../../rehearsal/endpoint/endpoint.ts';
import { createEventsPlane, type EventsPlane } from '../../../rehearsal/events/events-plane.ts';
import type { Played, Properties } from '../../../rehearsal/plane.ts';

/** SNS, SQS and S3 behind an endpoint, as in a rehearsal. */
export interface PlayedEvents {
  readonly plane: EventsPlane;
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  create(type: string, logicalId: string, properties: Properties): Promise<Played>;
  update(type: string, physicalId: string, properties: Properties): Promise<Played>;
  delete(type: string, physicalId: string): Promise<void>;
  /** A topic, and a queue with a dead-letter queue that gets its events of one type. */
  createQueueBehindTopic(options: {
    readonly name: string;
    readonly type: string;
    readonly visibilitySeconds?: number;
  }): Promise<{ readonly topicArn: string; readonly queueUrl: string; readonly deadUrl: string }>;
  close(): Promise<void>;
}

const region = 'eu-central-1';

export async function playEvents(): Promise<PlayedEvents> {
  let endpoint: Endpoint | undefined;
  const plane = createEventsPlane({ region, endpoint: () => endpoint?.url ?? '' });
  endpoint = await startEndpoint({ apis: [], handedOn: [plane.handedOn], host: '127.0.0.1', port: 0 });
  const { url, close } = endpoint;
  const typed = (type: string) => {
    const played = plane.types.find((one) => one.type === type);
    if (played === undefined) throw new Error(`nobody plays ${type}`);
    return played;
  };
  const callOf = (type: string, logicalId: string) => ({
    stackName: 'dev-events',
    stackId: 'stack',
    type,
    logicalId,
    progress: () => {},
  });
  const create: PlayedEvents['create'] = (type, logicalId, properties) =>
    typed(type).create({ ...callOf(type, logicalId), properties });
  return {
    plane,
    client: { endpoint: url, region, credentials: { accessKeyId: 'x', secretAccessKey: 'x' } },
    create,
    update: (type, physicalId, properties) =>
      typed(type).update({ ...callOf(type, physicalId), physicalId, properties, oldProperties: {} }),
    delete: (type, physicalId) =>
      typed(type).delete({ ...callOf(type, physicalId), physicalId, properties: {} }),
    async createQueueBehindTopic({ name, type, visibilitySeconds = 30 }) {
      const topic = await create('AWS::SNS::Topic', 'Topic', { TopicName: `${name}-events` });
      const dead = await create('AWS::SQS::Queue', 'Dead', { QueueName: `${name}-dead` });
      const queue = await create('AWS::SQS::Queue', 'Queue', {
        QueueName: name,
        VisibilityTimeout: visibilitySeconds,
        RedrivePolicy: { deadLetterTargetArn: dead.attributes.Arn, maxReceiveCount: 5 },
      });
      await create('AWS::SNS::Subscription', 'Subscription', {
        TopicArn: topic.physicalId,
        Protocol: 'sqs',
        Endpoint: queue.attributes.Arn,
        RawMessageDelivery: true,
        FilterPolicy: { type: [type] },
      });
      return { topicArn: topic.physicalId, queueUrl: queue.physicalId, deadUrl: dead.physicalId };
    },
    async close() {
      await plane.close();
      await close();
    },
  };
}
