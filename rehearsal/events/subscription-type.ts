import type { PlayedType, Properties } from '../plane.ts';
import { PropertyReader } from '../property-reader.ts';
import { elementText } from './element-text.ts';
import type { MessageServer } from './message-server.ts';

/** `AWS::SNS::Subscription`, from a topic to a queue. */
export function playSubscription(server: MessageServer): PlayedType {
  return {
    type: 'AWS::SNS::Subscription',
    plays: ['Endpoint', 'FilterPolicy', 'FilterPolicyScope', 'Protocol', 'RawMessageDelivery', 'TopicArn'],
    inert: {},
    replacedBy: ['Endpoint', 'Protocol', 'TopicArn'],
    async create({ properties, logicalId }) {
      const subject = `subscription '${logicalId}'`;
      const reader = new PropertyReader(subject, properties);
      const protocol = reader.requiredText('Protocol');
      if (protocol !== 'sqs') {
        throw new Error(
          `${subject}: protocol '${protocol}' is not played, use sqs; nothing here is called or mailed`,
        );
      }
      const attributes = attributesOf(subject, properties)
        .filter(([, value]) => value !== '')
        .flatMap(([key, value], index) => [
          [`Attributes.entry.${index + 1}.key`, key],
          [`Attributes.entry.${index + 1}.value`, value],
        ]);
      const answer = await server.sns('Subscribe', {
        TopicArn: reader.requiredText('TopicArn'),
        Protocol: protocol,
        Endpoint: reader.requiredText('Endpoint'),
        ...Object.fromEntries(attributes),
      });
      return { physicalId: elementText(answer, 'SubscriptionArn'), attributes: {} };
    },
    async update({ physicalId, properties }) {
      for (const [AttributeName, AttributeValue] of attributesOf(physicalId, properties)) {
        await server.sns('SetSubscriptionAttributes', {
          SubscriptionArn: physicalId,
          AttributeName,
          AttributeValue,
        });
      }
      return { physicalId, attributes: {} };
    },
    delete: async ({ physicalId }) => void (await server.sns('Unsubscribe', { SubscriptionArn: physicalId })),
  };
}

/** All of them, so that one that is no longer named is as if it never was. */
function attributesOf(subject: string, properties: Properties): readonly (readonly [string, string])[] {
  const reader = new PropertyReader(subject, properties);
  const filter = reader.object('FilterPolicy');
  return [
    ['RawMessageDelivery', String(reader.flag('RawMessageDelivery') ?? false)],
    ['FilterPolicyScope', reader.text('FilterPolicyScope') ?? 'MessageAttributes'],
    ['FilterPolicy', filter === undefined ? '' : JSON.stringify(filter.raw)],
  ];
}
