import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListMessageMoveTasksCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import type { Pace } from './pace.ts';

export interface RedriveParts {
  readonly sqs: Pick<SQSClient, 'send'>;
  readonly pace: Pace;
}

export interface RedriveOrder {
  readonly queue: string;
  readonly dead: string;
  /** Told when messages begin to move. */
  readonly began: () => void;
}

export interface Redriven {
  readonly moved: number;
  /** What came to the dead letters in the meantime, or could not be moved. */
  readonly left: number;
}

interface Queue {
  readonly url: string;
  readonly arn: string;
}

/** @returns nothing where there are no such queues */
export async function redrive(
  parts: RedriveParts,
  { queue, dead, began }: RedriveOrder,
): Promise<Redriven | undefined> {
  const { sqs, pace } = parts;
  const [from, to] = [await queueNamed(sqs, dead), await queueNamed(sqs, queue)];
  if (from === undefined || to === undefined) return undefined;
  const waiting = await countOf(sqs, from);
  if (waiting === 0) return { moved: 0, left: 0 };
  pace.say(`${waiting} messages wait in ${dead}.`);
  began();
  const moved = (await moveByTask(parts, from)) ?? (await moveByHand(parts, from, to));
  return { moved, left: await countOf(sqs, from) };
}

async function queueNamed(sqs: Pick<SQSClient, 'send'>, name: string): Promise<Queue | undefined> {
  try {
    const { QueueUrl = '' } = await sqs.send(new GetQueueUrlCommand({ QueueName: name }));
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
    );
    return { url: QueueUrl, arn: Attributes?.QueueArn ?? '' };
  } catch (error) {
    if (error instanceof Error && /QueueDoesNotExist|NonExistentQueue/.test(error.name)) return undefined;
    throw error;
  }
}

async function countOf(sqs: Pick<SQSClient, 'send'>, { url }: Queue): Promise<number> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['ApproximateNumberOfMessages'] }),
  );
  return Number(Attributes?.ApproximateNumberOfMessages ?? 0);
}

/** SQS does it by itself, also where this process is gone. @returns nothing where it has no such operation */
async function moveByTask({ sqs, pace }: RedriveParts, from: Queue): Promise<number | undefined> {
  try {
    await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: from.arn }));
  } catch (error) {
    if (error instanceof Error && /InvalidAction|UnknownOperation|UnsupportedOperation/.test(error.name))
      return undefined;
    throw error;
  }
  let told = -1;
  for (;;) {
    const { Results: [task] = [] } = await sqs.send(
      new ListMessageMoveTasksCommand({ SourceArn: from.arn, MaxResults: 1 }),
    );
    const moved = Number(task?.ApproximateNumberOfMessagesMoved ?? 0);
    if (task?.Status === 'FAILED') {
      throw new Error(
        `SQS moved ${moved} messages, then gave up: ${task.FailureReason ?? 'it gives no reason'}. The others are where they were.`,
      );
    }
    if (task?.Status !== 'RUNNING') return moved;
    if (moved !== told) pace.say(`  ${moved} moved`);
    told = moved;
    await pace.pause();
  }
}

/** One after the other, sent before it is deleted: a message may come twice and is never lost. */
async function moveByHand({ sqs }: RedriveParts, from: Queue, to: Queue): Promise<number> {
  let moved = 0;
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: from.url,
        MaxNumberOfMessages: 10,
        MessageAttributeNames: ['All'],
        WaitTimeSeconds: 0,
      }),
    );
    if (Messages.length === 0) return moved;
    for (const { Body, MessageAttributes, ReceiptHandle } of Messages) {
      await sqs.send(
        new SendMessageCommand({
          QueueUrl: to.url,
          MessageBody: Body,
          ...(MessageAttributes === undefined ? {} : { MessageAttributes }),
        }),
      );
      await sqs.send(new DeleteMessageCommand({ QueueUrl: from.url, ReceiptHandle }));
      moved += 1;
    }
  }
}
