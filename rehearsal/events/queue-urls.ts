import { account } from '../plane.ts';

/** Addresses of queues, at the endpoint: SDKs may take them for where to send their requests. */
export interface QueueUrls {
  of(queueName: string): string;
  /** Whether an operation's answer tells addresses. */
  tells(operation: string): boolean;
  /** An answer with addresses at the endpoint. */
  rewrite(answer: string): string;
}

const telling = new Set(['CreateQueue', 'GetQueueUrl', 'ListDeadLetterSourceQueues', 'ListQueues']);
/** fauxqs writes them at `sqs.<region>.localhost`, which not every system looks up. */
const written = /http:\/\/sqs\.[a-z0-9-]+\.localhost(?::\d+)?\//g;

export function createQueueUrls(endpoint: () => string): QueueUrls {
  return {
    of: (queueName) => `${endpoint()}/${account}/${queueName}`,
    tells: (operation) => telling.has(operation),
    rewrite: (answer) => answer.replaceAll(written, `${endpoint()}/`),
  };
}
