import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';

/** A message as a queue hands it out. */
export interface QueuedMessage {
  readonly id: string;
  /** Names this handing-out; another one of the same message has another. */
  readonly receipt: string;
  readonly body: string;
  /** How often it was handed out, this time included. */
  readonly receives: number;
  /** Milliseconds since 1970. */
  readonly sentAt: number;
}

/** Where the events for a service arrive. */
export interface Queue {
  /** Waits for messages up to 20 seconds; they are hidden from others for `hiddenSeconds`. */
  receive(options: {
    readonly hiddenSeconds: number;
    readonly signal: AbortSignal;
  }): Promise<readonly QueuedMessage[]>;
  /** They are done with. At most ten. */
  delete(messages: readonly QueuedMessage[]): Promise<void>;
  /** Hides each from others for that long from now on; 0 shows it at once. At most ten. */
  hide(messages: readonly HiddenMessage[]): Promise<void>;
  close(): void;
}

export interface HiddenMessage {
  readonly message: QueuedMessage;
  readonly seconds: number;
}

export const mostAtOnce = 10;

export function createQueue(url: string, client: SQSClient = newClient()): Queue {
  return {
    async receive({ hiddenSeconds, signal }) {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({
          QueueUrl: url,
          MaxNumberOfMessages: mostAtOnce,
          WaitTimeSeconds: 20,
          VisibilityTimeout: hiddenSeconds,
          MessageSystemAttributeNames: ['ApproximateReceiveCount', 'SentTimestamp'],
        }),
        { abortSignal: signal },
      );
      return Messages.map(messageOf);
    },
    async delete(messages) {
      const Entries = messages.map(({ receipt }, index) => ({ Id: String(index), ReceiptHandle: receipt }));
      const { Failed = [] } = await client.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries }));
      refuse(Failed);
    },
    async hide(messages) {
      const Entries = messages.map(({ message, seconds }, index) => ({
        Id: String(index),
        ReceiptHandle: message.receipt,
        VisibilityTimeout: seconds,
      }));
      const { Failed = [] } = await client.send(
        new ChangeMessageVisibilityBatchCommand({ QueueUrl: url, Entries }),
      );
      refuse(Failed);
    },
    close: () => client.destroy(),
  };
}

function messageOf({
  MessageId = '',
  ReceiptHandle = '',
  Body = '',
  Attributes = {},
}: Message): QueuedMessage {
  return {
    id: MessageId,
    receipt: ReceiptHandle,
    body: Body,
    receives: Number(Attributes.ApproximateReceiveCount ?? 1),
    sentAt: Number(Attributes.SentTimestamp ?? Date.now()),
  };
}

function refuse([first]: readonly {
  readonly Code?: string | undefined;
  readonly Message?: string | undefined;
}[]): void {
  if (first !== undefined) throw new Error(`SQS refused it: ${first.Code}: ${first.Message}`);
}

/** The region comes from AWS_REGION, as Fargate sets it. */
function newClient(): SQSClient {
  return new SQSClient({
    maxAttempts: 2,
    // The region's endpoint, or the one that AWS_ENDPOINT_URL names, and not the host of the queue's address.
    useQueueUrlAsEndpoint: false,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 25_000, throwOnRequestTimeout: true },
  });
}
