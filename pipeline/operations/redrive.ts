import { GetQueueAttributesCommand, GetQueueUrlCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { beginMove, followMove, newestMove } from './message-move.ts';
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

/** Can be repeated: what moves already is followed. @returns nothing where there are no such queues */
export async function redrive(
  parts: RedriveParts,
  { queue, dead, began }: RedriveOrder,
): Promise<Redriven | undefined> {
  const { sqs, pace } = parts;
  const [from, to] = [await queueNamed(sqs, dead), await queueNamed(sqs, queue)];
  if (from === undefined || to === undefined) return undefined;
  const move = { sqs, pace, sourceArn: from.arn };
  const before = await newestMove(move);
  const moves = before?.Status === 'RUNNING';
  const waiting = await countOf(sqs, from);
  if (!moves && waiting === 0) return { moved: 0, left: 0 };
  pace.say(
    moves
      ? `SQS moves what is in ${dead} already, and this follows it.`
      : `${waiting} messages wait in ${dead}.`,
  );
  began();
  const moved = await (moves ? followMove(move) : beginMove(move, before));
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
