import { AwsError } from '../plane.ts';
import type { MessageServer } from './message-server.ts';
import type { QueueUrls } from './queue-urls.ts';

export interface QueuesParts {
  readonly server: MessageServer;
  readonly urls: QueueUrls;
}

/** @returns the one queue whose dead letters are in this one. Refuses in SQS's words where there is none. */
export async function deadLettersOf(parts: QueuesParts, deadArn: string): Promise<string> {
  const { QueueUrls: all = [] } = (await parts.server.sqs('ListQueues', {})) as {
    readonly QueueUrls?: readonly string[];
  };
  const prefix = deadArn.slice(0, deadArn.lastIndexOf(':') + 1);
  const arns = all.map((url) => `${prefix}${url.slice(url.lastIndexOf('/') + 1)}`);
  if (!arns.includes(deadArn)) {
    throw new AwsError(
      'ResourceNotFoundException',
      "The resource that you specified for the SourceArn parameter doesn't exist.",
    );
  }
  const queues: string[] = [];
  for (const arn of arns) {
    const { RedrivePolicy: policy } = await queueAttributes(parts, arn);
    if (policy !== undefined && JSON.parse(policy).deadLetterTargetArn === deadArn) queues.push(arn);
  }
  const [only] = queues;
  if (only === undefined) {
    throw new AwsError('InvalidParameterValue', 'Source queue must be configured as a Dead Letter Queue.');
  }
  if (queues.length > 1) {
    throw new AwsError(
      'UnsupportedOperation',
      `${deadArn} has the dead letters of ${queues.length} queues, and whose each is nobody knows here`,
    );
  }
  return only;
}

export async function queueAttributes(
  { server, urls }: QueuesParts,
  arn: string,
): Promise<Readonly<Record<string, string | undefined>>> {
  const { Attributes = {} } = (await server.sqs('GetQueueAttributes', {
    QueueUrl: urlOf(urls, arn),
    AttributeNames: ['RedrivePolicy', 'ApproximateNumberOfMessages'],
  })) as { readonly Attributes?: Readonly<Record<string, string>> };
  return Attributes;
}

export function urlOf(urls: QueueUrls, arn: string): string {
  return urls.of(arn.slice(arn.lastIndexOf(':') + 1));
}
