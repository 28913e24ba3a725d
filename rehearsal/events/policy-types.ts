import type { PlayedType, Properties } from '../plane.ts';
import { PropertyReader } from '../property-reader.ts';
import type { MessageServer } from './message-server.ts';

/** `AWS::SQS::QueuePolicy`: shown to whoever reads it, asked by nobody. */
export function playQueuePolicy(server: MessageServer): PlayedType {
  return playPolicy('AWS::SQS::QueuePolicy', 'Queues', async (QueueUrl, Policy) => {
    await server.sqs('SetQueueAttributes', { QueueUrl, Attributes: { Policy } });
  });
}

/** `AWS::SNS::TopicPolicy`: shown to whoever reads it, asked by nobody. */
export function playTopicPolicy(server: MessageServer): PlayedType {
  return playPolicy('AWS::SNS::TopicPolicy', 'Topics', async (TopicArn, Policy) => {
    await server.sns('SetTopicAttributes', { TopicArn, AttributeName: 'Policy', AttributeValue: Policy });
  });
}

function playPolicy(
  type: string,
  places: 'Queues' | 'Topics',
  write: (place: string, policy: string) => Promise<void>,
): PlayedType {
  const keep = async (physicalId: string, properties: Properties) => {
    const reader = new PropertyReader(`policy '${physicalId}'`, properties);
    const policy = JSON.stringify(reader.object('PolicyDocument')?.raw ?? {});
    for (const place of reader.texts(places)) await write(place, policy);
    return { physicalId, attributes: { Id: physicalId } };
  };
  return {
    type,
    plays: ['PolicyDocument', places],
    inert: {},
    replacedBy: [],
    create: ({ stackName, logicalId, properties }) => keep(`${stackName}-${logicalId}`, properties),
    update: ({ physicalId, properties }) => keep(physicalId, properties),
    // It goes with the queue or the topic.
    delete: async () => {},
  };
}
