import {
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { redrive } from '../../../pipeline/operations/redrive.ts';
import { createLongPolls } from '../../../rehearsal/events/long-polls.ts';
import { MessageMoves } from '../../../rehearsal/events/message-moves.ts';
import type { MessageServer } from '../../../rehearsal/events/message-server.ts';
import { createQueueUrls } from '../../../rehearsal/events/queue-urls.ts';
import { type PlayedEvents, playEvents } from './played-events.ts';

let played: PlayedEvents;
let sqs: SQSClient;

beforeAll(async () => {
  played = await playEvents();
  sqs = new SQSClient({ ...played.client, maxAttempts: 1 });
});

afterAll(async () => {
  sqs.destroy();
  await played.close();
});

const arnOf = (queue: string) => `arn:aws:sqs:eu-central-1:000000000000:${queue}`;
const start = (queue: string) => sqs.send(new StartMessageMoveTaskCommand({ SourceArn: arnOf(queue) }));
const pace = { now: () => 0, say: () => undefined, pause: () => new Promise(setImmediate) };

/** A queue with these dead letters. */
async function withDeadLetters(name: string, bodies: readonly string[]) {
  const { queueUrl, deadUrl } = await played.createQueueBehindTopic({ name, type: 'x' });
  for (const MessageBody of bodies) {
    const MessageAttributes = { type: { DataType: 'String', StringValue: MessageBody } };
    await sqs.send(new SendMessageCommand({ QueueUrl: deadUrl, MessageBody, MessageAttributes }));
  }
  return {
    order: { queue: name, dead: `${name}-dead`, began: () => undefined },
    received: async () => {
      const asked = { QueueUrl: queueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] };
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(asked));
      return Messages.map(({ Body, MessageAttributes }) => [Body, MessageAttributes?.type?.StringValue]);
    },
  };
}

describe('dead letters in a rehearsal', () => {
  it('go back into their queue with what they carry, by the command that does it on AWS', async () => {
    const { order, received } = await withDeadLetters('redriven', ['a', 'b']);
    expect(await redrive({ sqs, pace }, order)).toEqual({ moved: 2, left: 0 });
    expect(await received()).toEqual([
      ['a', 'a'],
      ['b', 'b'],
    ]);
    expect(await redrive({ sqs, pace }, order)).toEqual({ moved: 0, left: 0 });
  });

  it('are moved by one task at a time, whose handle is told while it runs', async () => {
    const SourceArn = arnOf('carts-dead');
    const held = Promise.withResolvers<object>();
    const answers: Readonly<Record<string, object>> = {
      ListQueues: { QueueUrls: ['http://sqs/carts', 'http://sqs/carts-dead'] },
      'GetQueueAttributes http://sqs/carts': {
        Attributes: { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: SourceArn }) },
      },
      'GetQueueAttributes http://sqs/carts-dead': { Attributes: { ApproximateNumberOfMessages: '0' } },
      'ReceiveMessage http://sqs/carts-dead': held.promise,
    };
    const server = {
      sqs: async (operation: string, { QueueUrl }: { readonly QueueUrl?: string }) =>
        answers[`${operation} ${QueueUrl ?? ''}`.trim()] ?? {},
    } as unknown as MessageServer;
    const urls = { ...createQueueUrls(() => ''), of: (name: string) => `http://sqs/${name}` };
    const { operations } = new MessageMoves({ server, polls: createLongPolls(), urls });
    const move = () => operations.StartMessageMoveTask?.({ SourceArn });
    const list = async () => (await operations.ListMessageMoveTasks?.({ SourceArn })) as object;

    const begun = await move();
    expect(await list()).toMatchObject({ Results: [{ Status: 'RUNNING', ...begun }] });
    await expect(move()).rejects.toThrow('There is already a task running.');
    held.resolve({});
    await new Promise(setImmediate);
    expect(await list()).toMatchObject({ Results: [{ Status: 'COMPLETED' }] });
    expect(await list()).not.toMatchObject({ Results: [begun] });
    await expect(move()).resolves.toBeDefined();
  });

  it('are those of a queue, and of one that is there', async () => {
    await withDeadLetters('alive', []);
    await expect(start('alive')).rejects.toThrow(/must be configured as a Dead Letter Queue/);
    await expect(start('nowhere')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
