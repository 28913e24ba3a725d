import { type CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
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

export interface OneOffOutcome {
  /** Missing where its program never ran. */
  readonly exitCode: number | undefined;
  readonly reason: string;
}

/** Runs a task of its own task definition to its end, with its lines as they come. */
export async function runOneOff(parts: OneOffParts, order: OneOffOrder): Promise<OneOffOutcome> {
  const { ecs, pace } = parts;
  const { stage: cluster, service } = order;
  const taskArn = await start(ecs, order);
  const id = idOf(taskArn);
  order.began(id);
  pace.say(`Task ${id} began.`);
  const more = linesOf(parts, `/shoal/${cluster}/${service}`, `${service}/${service}/${id}`);
  let status: string | undefined;
  for (;;) {
    try {
      const { tasks: [task] = [] } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: [taskArn] }));
      if (task?.lastStatus !== status) pace.say(`  ${task?.lastStatus ?? 'gone'}`);
      status = task?.lastStatus;
      await more();
      if (task === undefined || status === 'STOPPED') {
        // CloudWatch has the last lines a moment after they were written.
        await pace.pause();
        await more();
        return outcomeOf(task, service);
      }
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
      // ECS takes 36 characters.
      startedBy: `shoal run by ${operator}`.slice(0, 36),
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

function linesOf({ logs, line }: OneOffParts, logGroupName: string, logStreamName: string) {
  let nextToken: string | undefined;
  return async function more(): Promise<void> {
    try {
      const page = await logs.send(
        new GetLogEventsCommand({
          logGroupName,
          logStreamName,
          startFromHead: true,
          ...(nextToken === undefined ? {} : { nextToken }),
        }),
      );
      for (const { message = '' } of page.events ?? []) line(message);
      nextToken = page.nextForwardToken ?? nextToken;
    } catch (error) {
      // It has written nothing yet.
      if (!(error instanceof Error && error.name === 'ResourceNotFoundException')) throw error;
    }
  };
}

function outcomeOf(task: Task | undefined, service: string): OneOffOutcome {
  const container = task?.containers?.find(({ name }) => name === service);
  const reasons = [task?.stoppedReason, container?.reason].filter(
    (reason) => reason !== undefined && reason !== '',
  );
  return { exitCode: container?.exitCode, reason: [...new Set(reasons)].join(': ') || 'ECS gives no reason' };
}
