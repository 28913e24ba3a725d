import { generatedName } from '../generated-name.ts';
import { account, type Played, type PlayedType, type Properties } from '../plane.ts';
import { PropertyReader } from '../property-reader.ts';
import type { MessageServer } from './message-server.ts';
import type { QueueUrls } from './queue-urls.ts';

export interface QueueTypeParts {
  readonly server: MessageServer;
  readonly urls: QueueUrls;
  readonly region: string;
}

/** What a queue has that no template tells anything of. */
const defaults: Readonly<Record<string, string>> = {
  DelaySeconds: '0',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  VisibilityTimeout: '30',
};

/** `AWS::SQS::Queue` */
export function playQueue({ server, urls, region }: QueueTypeParts): PlayedType {
  const played = (url: string): Played => {
    const name = url.slice(url.lastIndexOf('/') + 1);
    const arn = `arn:aws:sqs:${region}:${account}:${name}`;
    return { physicalId: url, attributes: { Arn: arn, QueueName: name, QueueUrl: url } };
  };
  return {
    type: 'AWS::SQS::Queue',
    plays: [...Object.keys(defaults), 'QueueName', 'RedrivePolicy'],
    inert: {
      KmsMasterKeyId: 'data here is not encrypted at rest',
      KmsDataKeyReusePeriodSeconds: 'data here is not encrypted at rest',
      SqsManagedSseEnabled: 'data here is not encrypted at rest',
      RedriveAllowPolicy: 'nothing here asks for permission',
    },
    replacedBy: ['QueueName'],
    async create({ properties, stackName, logicalId }) {
      const subject = `queue '${logicalId}'`;
      const QueueName =
        new PropertyReader(subject, properties).text('QueueName') ?? generatedName(stackName, logicalId, 80);
      await server.sqs('CreateQueue', { QueueName, Attributes: attributesOf(subject, properties) });
      return played(urls.of(QueueName));
    },
    async update({ physicalId, properties }) {
      const Attributes = { RedrivePolicy: '', ...attributesOf(`queue '${physicalId}'`, properties) };
      await server.sqs('SetQueueAttributes', { QueueUrl: physicalId, Attributes });
      return played(physicalId);
    },
    delete: async ({ physicalId }) => void (await server.sqs('DeleteQueue', { QueueUrl: physicalId })),
  };
}

function attributesOf(subject: string, properties: Properties): Readonly<Record<string, string>> {
  const reader = new PropertyReader(subject, properties);
  const redrive = reader.object('RedrivePolicy');
  return {
    ...Object.fromEntries(
      Object.entries(defaults).map(([name, fallback]) => [name, reader.text(name) ?? fallback]),
    ),
    ...(redrive === undefined ? {} : { RedrivePolicy: JSON.stringify(redrive.raw) }),
  };
}
