import {
  ListMessageMoveTasksCommand,
  type ListMessageMoveTasksResultEntry,
  type SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import type { Pace } from './pace.ts';

export interface MoveParts {
  readonly sqs: Pick<SQSClient, 'send'>;
  readonly pace: Pace;
  /** The queue whose messages go back to where they came from. */
  readonly sourceArn: string;
}

export type MoveTask = ListMessageMoveTasksResultEntry;

/** How long SQS may take to show a task that it has begun. */
const longestUnseenMs = 60_000;

/** The newest task of a queue, once it is not being cancelled any more: SQS begins no other before. */
export async function newestMove(parts: MoveParts): Promise<MoveTask | undefined> {
  for (let told = false; ; told = true) {
    const task = await look(parts);
    if (task?.Status !== 'CANCELLING') return task;
    if (!told) parts.pace.say('Somebody cancels a move of these messages; waiting until that has ended …');
    await parts.pace.pause();
  }
}

/** SQS moves by itself, also where this process is gone. @returns how many were moved */
export async function beginMove(parts: MoveParts, before: MoveTask | undefined): Promise<number> {
  try {
    await parts.sqs.send(new StartMessageMoveTaskCommand({ SourceArn: parts.sourceArn }));
  } catch (error) {
    // It has one task for a queue at a time. Where there is a new one, somebody came first, or an answer was lost.
    const found = await look(parts);
    if (found === undefined || isSame(found, before)) throw error;
  }
  return followMove(parts, before);
}

/** Waits for the end of the newest task, which is none of before. @returns how many were moved */
export async function followMove(parts: MoveParts, before?: MoveTask): Promise<number> {
  const { pace } = parts;
  const began = pace.now();
  let told: number | undefined;
  for (;;) {
    const task = await look(parts);
    const seen = task !== undefined && !isSame(task, before);
    const moved = Number(task?.ApproximateNumberOfMessagesMoved ?? 0);
    if (!seen && pace.now() - began > longestUnseenMs) {
      throw new Error(
        `SQS took the order and shows no task of it after ${longestUnseenMs / 1000} seconds. Messages may move all the same.`,
      );
    }
    if (seen && task.Status === 'FAILED') {
      throw new Error(
        `SQS moved ${moved} messages, then gave up: ${task.FailureReason ?? 'it gives no reason'}. The others are where they were.`,
      );
    }
    if (seen && task.Status === 'CANCELLED') pace.say('Somebody cancelled the move.');
    if (seen && task.Status !== 'RUNNING' && task.Status !== 'CANCELLING') return moved;
    if (seen && moved !== told) {
      pace.say(`  ${moved} moved`);
      told = moved;
    }
    await pace.pause();
  }
}

async function look({ sqs, sourceArn }: MoveParts): Promise<MoveTask | undefined> {
  const { Results: [task] = [] } = await sqs.send(
    new ListMessageMoveTasksCommand({ SourceArn: sourceArn, MaxResults: 1 }),
  );
  return task;
}

/** Their handles are told only while they run. */
function isSame(one: MoveTask, other: MoveTask | undefined): boolean {
  return other !== undefined && one.StartedTimestamp === other.StartedTimestamp;
}
