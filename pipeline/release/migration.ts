import type { ECSClient, Task } from '@aws-sdk/client-ecs';
import type { Clock } from './clock.ts';
import type { AsynchronousResource, IsCompleteResult } from './custom-resource.ts';
import { physicalIdOf } from './custom-resource.ts';
import { MigrationFailedError } from './migration-failed.ts';
import { type MigrationOrder, migrationOrderOf } from './migration-order.ts';
import { createMigrationTasks } from './migration-tasks.ts';
import { isPassing } from './passing-trouble.ts';
import { isRefusal, RefusedByAwsError } from './refused-by-aws.ts';
import { stampOf } from './requested-at.ts';
import { familyOf, goesBack, revisionOf } from './revision.ts';

export interface MigrationParts {
  readonly ecs: Pick<ECSClient, 'send'>;
  readonly clock: Clock;
}

/** A schema change that takes longer than this belongs in a job of its own, not in a deployment. */
const longestMinutes = 30;

/** How long Fargate may have no place for the task, or a role be new. */
const placementMinutes = 8;

const waiting: IsCompleteResult = { IsComplete: false };

/**
 * `Custom::Migration`: runs the migrate task of a revision once and is complete when it has exited with 0.
 * The task is found again by the request id it was started by.
 */
export function createMigration({ ecs, clock }: MigrationParts): AsynchronousResource {
  const tasks = createMigrationTasks(ecs);

  async function advance(order: MigrationOrder): Promise<IsCompleteResult> {
    // The older revision's migrations have all run; the schema stays ahead of the code, which every migration allows.
    if (goesBack(order.taskDefinition, order.replaces)) return { IsComplete: true };
    const family = await tasks.ofFamily(order);
    const own = family.find(({ startedBy }) => startedBy === order.requestId);
    if (own !== undefined) return judge(order, own);

    const other = family.find(({ lastStatus }) => lastStatus !== 'STOPPED');
    if (other !== undefined) throw new Error(refusal(order, other));

    const noPlace = await tasks.start(order);
    if (noPlace !== undefined && minutesSince(order.requestedAt) >= placementMinutes) {
      throw new Error(
        `service '${order.name}': ECS placed no task for migration ${revisionOf(order.taskDefinition)} within ${placementMinutes} minutes (${noPlace}): deploy again once that is mended`,
      );
    }
    return waiting;
  }

  async function judge(order: MigrationOrder, task: Task): Promise<IsCompleteResult> {
    if (task.lastStatus === 'STOPPED') {
      const container = task.containers?.find(({ name }) => name === order.name);
      if (container?.exitCode === 0) return { IsComplete: true };
      throw new MigrationFailedError(order, task);
    }
    const late = minutesSince(task.createdAt?.getTime()) >= longestMinutes;
    if (late && task.desiredStatus !== 'STOPPED') {
      const reason = `Custom::Migration gave it ${longestMinutes} minutes`;
      await tasks.stop(order, task.taskArn ?? '', reason);
    }
    return waiting;
  }

  function minutesSince(moment: number | undefined): number {
    return moment === undefined ? 0 : (clock.now() - moment) / 60_000;
  }

  return {
    async onEvent(event) {
      if (event.RequestType === 'Delete') return { PhysicalResourceId: physicalIdOf(event) };
      const { cluster, taskDefinition } = migrationOrderOf(event);
      return {
        PhysicalResourceId: `${cluster}/${familyOf(taskDefinition)}`,
        Data: stampOf(clock),
      };
    },
    async isComplete(event) {
      // Migrations are never undone: the data stays as it is.
      if (event.RequestType === 'Delete') return { IsComplete: true };
      try {
        return await advance(migrationOrderOf(event));
      } catch (error) {
        if (isPassing(error)) return waiting;
        throw isRefusal(error) ? new RefusedByAwsError(migrationOrderOf(event).name, error) : error;
      }
    },
  };
}

function refusal(order: MigrationOrder, other: Task): string {
  return (
    `service '${order.name}': migration ${revisionOf(order.taskDefinition)} is not started, ` +
    `${revisionOf(other.taskDefinitionArn ?? 'another')} migrates since ${other.createdAt?.toISOString()} in task ${other.taskArn}: ` +
    `let it end or stop it, then deploy again`
  );
}
