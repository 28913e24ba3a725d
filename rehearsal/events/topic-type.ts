import { generatedName } from '../generated-name.ts';
import type { Played, PlayedType, Properties } from '../plane.ts';
import { PropertyReader } from '../property-reader.ts';
import { elementText } from './element-text.ts';
import type { MessageServer } from './message-server.ts';

/** `AWS::SNS::Topic` */
export function playTopic(server: MessageServer): PlayedType {
  const describe = async (TopicArn: string, properties: Properties): Promise<Played> => {
    const displayName = new PropertyReader(`topic '${TopicArn}'`, properties).text('DisplayName') ?? '';
    await server.sns('SetTopicAttributes', {
      TopicArn,
      AttributeName: 'DisplayName',
      AttributeValue: displayName,
    });
    return {
      physicalId: TopicArn,
      attributes: { TopicArn, TopicName: TopicArn.slice(TopicArn.lastIndexOf(':') + 1) },
    };
  };
  return {
    type: 'AWS::SNS::Topic',
    plays: ['DisplayName', 'TopicName'],
    inert: { KmsMasterKeyId: 'data here is not encrypted at rest' },
    replacedBy: ['TopicName'],
    async create({ properties, stackName, logicalId }) {
      const reader = new PropertyReader(`topic '${logicalId}'`, properties);
      const Name = reader.text('TopicName') ?? generatedName(stackName, logicalId, 256);
      return await describe(elementText(await server.sns('CreateTopic', { Name }), 'TopicArn'), properties);
    },
    update: ({ physicalId, properties }) => describe(physicalId, properties),
    delete: async ({ physicalId }) => void (await server.sns('DeleteTopic', { TopicArn: physicalId })),
  };
}
