import {
  DescribeTasksCommand,
  type ECSClient,
  type Failure,
  ListTasksCommand,
  RunTaskCommand,
  StopTaskCommand,
  type Task,
} from '@aws-sdk/client-ecs';
import type { MigrationOrder } from './migration-order.ts';
import { familyOf } from './revision.ts';

/** DescribeTasks takes no more. */
const batchSize = 100;

export interface MigrationTasks {
  /** Every task of the service's migrations that runs, and those that ended within the last hour. */
  ofFamily(order: MigrationOrder): Promise<readonly Task[]>;
  /** Safe to ask twice: ECS knows the request by its id. @returns why ECS placed no task; nothing when it did. */
  start(order: MigrationOrder): Promise<string | undefined>;
  stop(order: MigrationOrder, taskArn: string, reason: string): Promise<void>;
}

export function createMigrationTasks(ecs: Pick<ECSClient, 'send'>): MigrationTasks {
  async function arns(
    order: MigrationOrder,
    desiredStatus: 'RUNNING' | 'STOPPED',
  ): Promise<readonly string[]> {
    const found: string[] = [];
    let nextToken: string | undefined;
    do {
      const page = await ecs.send(
        new ListTasksCommand({
          cluster: order.cluster,
          family: familyOf(order.taskDefinition),
          desiredStatus,
          ...(nextToken === undefined ? {} : { nextToken }),
        }),
      );
      found.push(...(page.taskArns ?? []));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    return found;
  }

  /**
   * Having no machine is an answer of RunTask in one case and an error in another. A role that was made a moment ago, as
   * with a service's first stack, may not be known everywhere yet.
   */
  async function placed(command: RunTaskCommand): Promise<{ readonly failures: readonly Failure[] }> {
    try {
      const { failures = [] } = await ecs.send(command);
      return { failures };
    } catch (error) {
      if (
        error instanceof Error &&
        /capacity is unavailable|unable to assume the role/i.test(error.message)
      ) {
        return { failures: [{ reason: error.message }] };
      }
      throw error;
    }
  }

  return {
    async ofFamily(order) {
      const all = [...new Set([...(await arns(order, 'RUNNING')), ...(await arns(order, 'STOPPED'))])];
      const found: Task[] = [];
      for (let at = 0; at < all.length; at += batchSize) {
        const tasks = all.slice(at, at + batchSize);
        const page = await ecs.send(new DescribeTasksCommand({ cluster: order.cluster, tasks }));
        found.push(...(page.tasks ?? []));
      }
      return found;
    },
    async start(order) {
      const { failures } = await placed(
        new RunTaskCommand({
          cluster: order.cluster,
          taskDefinition: order.taskDefinition,
          // Never on Spot: a migration that is interrupted half-way is nobody's saving.
          launchType: 'FARGATE',
          count: 1,
          clientToken: order.requestId,
          startedBy: order.requestId,
          networkConfiguration: {
            awsvpcConfiguration: {
              subnets: [...order.subnets],
              securityGroups: [...order.securityGroups],
              assignPublicIp: 'DISABLED',
            },
          },
        }),
      );
      const [failure] = failures;
      return failure === undefined
        ? undefined
        : [failure.reason, failure.detail].filter((part) => part !== undefined).join(': ') ||
            'no reason given';
    },
    async stop({ cluster }, task, reason) {
      await ecs.send(new StopTaskCommand({ cluster, task, reason }));
    },
  };
}
