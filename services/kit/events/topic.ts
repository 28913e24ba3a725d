import { PublishBatchCommand, SNSClient } from '@aws-sdk/client-sns';

/** An event as the outbox holds it. */
export interface WaitingEvent {
  readonly number: number;
  readonly type: string;
  readonly traceparent: string;
  /** The whole event as JSON. */
  readonly event: string;
}

export interface PublishOutcome {
  /** The numbers of those that are published. */
  readonly published: readonly number[];
  /** Why the others are not, where there are others. */
  readonly failure?: unknown;
}

/** Where the events of a service go. */
export interface Topic {
  /** Never rejects: what is not among the published stays in the outbox. */
  publish(events: readonly WaitingEvent[]): Promise<PublishOutcome>;
  close(): void;
}

/** What SNS takes at once. */
const atOnce = 10;

export function createTopic(arn: string, client: SNSClient = clientFor(arn)): Topic {
  const publishSome = async (events: readonly WaitingEvent[]): Promise<PublishOutcome> => {
    try {
      const { Successful = [], Failed = [] } = await client.send(
        new PublishBatchCommand({ TopicArn: arn, PublishBatchRequestEntries: events.map(entryOf) }),
      );
      const [failed] = Failed;
      return {
        published: Successful.map(({ Id }) => Number(Id)),
        ...(failed === undefined
          ? {}
          : { failure: new Error(`SNS did not take it: ${failed.Code}: ${failed.Message}`) }),
      };
    } catch (failure) {
      return { published: [], failure };
    }
  };
  return {
    async publish(events) {
      const batches: WaitingEvent[][] = [];
      for (let at = 0; at < events.length; at += atOnce) batches.push(events.slice(at, at + atOnce));
      const outcomes = await Promise.all(batches.map(publishSome));
      return {
        published: outcomes.flatMap(({ published }) => published),
        failure: outcomes.find(({ failure }) => failure !== undefined)?.failure,
      };
    },
    close: () => client.destroy(),
  };
}

function entryOf({ number, type, traceparent, event }: WaitingEvent) {
  return {
    Id: String(number),
    Message: event,
    // Subscriptions are filtered by the type.
    MessageAttributes: {
      type: { DataType: 'String', StringValue: type },
      traceparent: { DataType: 'String', StringValue: traceparent },
    },
  };
}

function clientFor(arn: string): SNSClient {
  const [, , , region] = arn.split(':');
  return new SNSClient({
    ...(region ? { region } : {}),
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true },
  });
}
