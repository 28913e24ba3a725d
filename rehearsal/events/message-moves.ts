import { randomUUID } from 'node:crypto';
import { AwsError } from '../plane.ts';
import { deadLettersOf, queueAttributes, urlOf } from './dead-letters-of.ts';
import type { LongPolls } from './long-polls.ts';
import type { MessageServer } from './message-server.ts';
import type { QueueUrls } from './queue-urls.ts';

export interface MessageMovesParts {
  readonly server: MessageServer;
  readonly polls: LongPolls;
  readonly urls: QueueUrls;
}

type Members = Readonly<Record<string, unknown>>;

interface MoveTask {
  readonly handle: string;
  readonly source: string;
  readonly startedAt: number;
  readonly toMove: number;
  moved: number;
  status: 'RUNNING' | 'COMPLETED' | 'FAILED';
  failure?: string;
}

interface Message {
  readonly Body: string;
  readonly MessageAttributes?: object;
  readonly ReceiptHandle: string;
}

/** Moves dead letters back to the queue they came from, as SQS does and fauxqs does not: one task for a queue at a time. */
export class MessageMoves {
  readonly #parts: MessageMovesParts;
  /** The newest first. */
  #tasks: readonly MoveTask[] = [];

  constructor(parts: MessageMovesParts) {
    this.#parts = parts;
  }

  /** The operations of SQS that are played here. */
  readonly operations: Readonly<Record<string, (input: Members) => Promise<object>>> = {
    StartMessageMoveTask: async (input) => {
      for (const name of ['DestinationArn', 'MaxNumberOfMessagesPerSecond']) {
        if (input[name] !== undefined)
          throw new AwsError('UnsupportedOperation', `${name} is not played here`);
      }
      return this.#start(String(input.SourceArn));
    },
    ListMessageMoveTasks: async ({ SourceArn, MaxResults = 1 }) => ({
      Results: this.#tasks
        .filter(({ source }) => source === SourceArn)
        .slice(0, Number(MaxResults))
        .map(described),
    }),
  };

  async #start(source: string): Promise<object> {
    const destination = await deadLettersOf(this.#parts, source);
    const { ApproximateNumberOfMessages: waiting } = await queueAttributes(this.#parts, source);
    if (this.#tasks.some((task) => task.source === source && task.status === 'RUNNING')) {
      throw new AwsError(
        'InvalidParameterValue',
        'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
      );
    }
    const task: MoveTask = {
      handle: randomUUID(),
      source,
      // What was started later says so.
      startedAt: Math.max(Date.now(), (this.#tasks[0]?.startedAt ?? 0) + 1),
      toMove: Number(waiting),
      moved: 0,
      status: 'RUNNING',
    };
    this.#tasks = [task, ...this.#tasks];
    void this.#move(task, destination);
    return { TaskHandle: task.handle };
  }

  async #move(task: MoveTask, destination: string): Promise<void> {
    const { server, polls, urls } = this.#parts;
    const from = urlOf(urls, task.source);
    try {
      for (;;) {
        const { Messages = [] } = (await server.sqs('ReceiveMessage', {
          QueueUrl: from,
          MaxNumberOfMessages: 10,
          MessageAttributeNames: ['All'],
        })) as { readonly Messages?: readonly Message[] };
        if (Messages.length === 0) break;
        for (const { Body, MessageAttributes, ReceiptHandle } of Messages) {
          await server.sqs('SendMessage', {
            QueueUrl: urlOf(urls, destination),
            MessageBody: Body,
            ...(MessageAttributes === undefined ? {} : { MessageAttributes }),
          });
          await server.sqs('DeleteMessage', { QueueUrl: from, ReceiptHandle });
          task.moved += 1;
        }
        polls.wake();
      }
      task.status = 'COMPLETED';
    } catch (error) {
      task.failure = error instanceof Error ? error.message : String(error);
      task.status = 'FAILED';
    }
  }
}

/** A handle is told only while the task runs. */
function described({ handle, source, startedAt, toMove, moved, status, failure }: MoveTask): object {
  return {
    ...(status === 'RUNNING' ? { TaskHandle: handle } : {}),
    Status: status,
    SourceArn: source,
    ApproximateNumberOfMessagesMoved: moved,
    ApproximateNumberOfMessagesToMove: toMove,
    ...(failure === undefined ? {} : { FailureReason: failure }),
    StartedTimestamp: startedAt,
  };
}
