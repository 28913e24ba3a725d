import type { HandedOnApi } from '../endpoint/handed-on-api.ts';
import type { Plane } from '../plane.ts';
import { playBucket } from './bucket-type.ts';
import { createLongPolls } from './long-polls.ts';
import { createMessageServer, type QueueReading } from './message-server.ts';
import { messagesApi } from './messages-api.ts';
import { playQueuePolicy, playTopicPolicy } from './policy-types.ts';
import { playQueue } from './queue-type.ts';
import { createQueueUrls } from './queue-urls.ts';
import { playSubscription } from './subscription-type.ts';
import { playTopic } from './topic-type.ts';

export interface EventsParts {
  readonly region: string;
  /** The AWS API's address. */
  readonly endpoint: () => string;
}

export interface EventsPlane extends Plane {
  /** Answers for SNS, SQS and S3. */
  readonly handedOn: HandedOnApi;
  readonly queues: { read(): Promise<readonly QueueReading[]> };
  /** Rejects where there is no such topic. */
  readonly topics: { publish(topicArn: string, subject: string, message: string): Promise<void> };
}

/** Plays SNS, SQS and S3 with fauxqs. What is in it ends with the rehearsal. */
export function createEventsPlane({ region, endpoint }: EventsParts): EventsPlane {
  const server = createMessageServer(region);
  const polls = createLongPolls();
  const urls = createQueueUrls(endpoint);
  return {
    types: [
      playTopic(server),
      playTopicPolicy(server),
      playSubscription(server),
      playQueue({ server, urls, region }),
      playQueuePolicy(server),
      playBucket({ server, region }),
    ],
    apis: [],
    handedOn: messagesApi({ server, polls, urls }),
    queues: { read: () => server.queues() },
    topics: {
      async publish(TopicArn, Subject, Message) {
        await server.sns('Publish', { TopicArn, Subject, Message });
        polls.wake();
      },
    },
    async close() {
      polls.close();
      await server.close();
    },
  };
}
