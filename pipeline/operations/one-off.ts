import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeTasksCommand,
  type ECSClient,
  RunTaskCommand,
  type Service,
  type Task,
} from '@aws-sdk/client-ecs';
import { isPassing } from '../release/passing-trouble.ts';
import { idOf } from './doctor/gather-ecs.ts';
import type { Pace } from './pace.ts';
import { TaskLines } from './task-lines.ts';

export interface OneOffParts {
  readonly ecs: Pick<ECSClient, 'send'>;
  readonly logs: Pick<CloudWatchLogsClient, 'send'>;
  readonly pace: Pace;
  /** Told each line the task writes. */
  readonly line: (line: string) => void;
}

export interface OneOffOrder {
  readonly stage: string;
  readonly service: string;
  readonly task: string;
  readonly operator: string;
  /** The service as it runs: its network is the task's. */
  readonly running: Service;
  readonly began: (taskId: string) => void;
}

export type OneOffOutcome =
  | { readonly end: 'exited'; readonly exitCode: number; readonly reason: string }
  | { readonly end: 'never ran'; readonly reason: string }
  /** ECS tells nothing of it, which says nothing about whether it runs. */
  | { readonly end: 'unknown' };

/** A task that RunTask has just answered with may be unknown to the next call, so it is lost only after this long. */
const lostMs = 60_000;

/** Runs a task of its own task definition to its end, with its lines as they come. */
export async function runOneOff(parts: OneOffParts, order: OneOffOrder): Promise<OneOffOutcome> {
  const { ecs, pace } = parts;
  const { stage: cluster, service } = order;
  const taskArn = await start(ecs, order);
  const id = idOf(taskArn);
  order.began(id);
  pace.say(`Task ${id} began.`);
  const lines = new TaskLines({
    logs: parts.logs,
    logGroupName: `/shoal/${cluster}/${service}`,
    logStreamName: `${service}/${service}/${id}`,
    line: parts.line,
  });
  let status: string | undefined;
  let knownAt = pace.now();
  for (;;) {
    try {
      const { tasks: [task] = [] } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: [taskArn] }));
      if (task !== undefined) {
        knownAt = pace.now();
        if (task.lastStatus !== status) pace.say(`  ${task.lastStatus}`);
        status = task.lastStatus;
      }
      await lines.more();
      if (task?.lastStatus === 'STOPPED') {
        await lines.rest(pace);
        return outcomeOf(task, service);
      }
      if (pace.now() - knownAt >= lostMs) return { end: 'unknown' };
    } catch (error) {
      if (!isPassing(error)) throw error;
    }
    await pace.pause();
  }
}

async function start(
  ecs: Pick<ECSClient, 'send'>,
  { stage, service, task, operator, running }: OneOffOrder,
): Promise<string> {
  const primary = running.taskSets?.find(({ status }) => status === 'PRIMARY');
  const network = primary?.networkConfiguration ?? running.networkConfiguration;
  const { tasks = [], failures = [] } = await ecs.send(
    new RunTaskCommand({
      cluster: stage,
      taskDefinition: `${stage}-${service}-${task}`,
      launchType: 'FARGATE',
      count: 1,
      startedBy: startedBy(operator),
      ...(network === undefined ? {} : { networkConfiguration: network }),
    }),
  );
  const arn = tasks[0]?.taskArn;
  if (arn !== undefined) return arn;
  const [failure] = failures;
  throw new Error(
    `ECS started no task: ${[failure?.reason, failure?.detail].filter((part) => part !== undefined).join(': ') || 'it gives no reason'}. Nothing runs; try again when there is capacity.`,
  );
}

/** RunTask takes letters, digits, `-`, `/` and `_`, 128 of them at most; who signed in by SSO is an e-mail address. */
function startedBy(operator: string): string {
  return `shoal-run/${operator.replaceAll(/[^A-Za-z0-9_-]/g, '-')}`.slice(0, 128);
}

function outcomeOf(task: Task, service: string): OneOffOutcome {
  const container = task.containers?.find(({ name }) => name === service);
  const reasons = [task.stoppedReason, container?.reason].filter(
    (reason) => reason !== undefined && reason !== '',
  );
  const reason = [...new Set(reasons)].join(': ') || 'ECS gives no reason';
  const exitCode = container?.exitCode;
  return exitCode === undefined ? { end: 'never ran', reason } : { end: 'exited', exitCode, reason };
}
