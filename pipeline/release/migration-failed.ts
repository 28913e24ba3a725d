import type { Task } from '@aws-sdk/client-ecs';
import type { MigrationOrder } from './migration-order.ts';
import { familyOf, revisionOf } from './revision.ts';
import { shortened } from './shortened.ts';

/** A migration that did not end with exit code 0; CloudFormation shows the sentence. */
export class MigrationFailedError extends Error {
  readonly service: string;
  readonly taskArn: string | undefined;
  readonly exitCode: number | undefined;
  readonly stoppedReason: string | undefined;

  constructor(order: MigrationOrder, task: Task) {
    const container = task.containers?.find(({ name }) => name === order.name);
    const stopped = [task.stopCode, task.stoppedReason, container?.reason].filter(
      (part) => part !== undefined && part !== '',
    );
    const ended =
      container?.exitCode === undefined ? 'ended without starting' : `exited with ${container.exitCode}`;
    super(
      `service '${order.name}': migration ${revisionOf(order.taskDefinition)} ${ended} (${shortened(stopped.join(': ')) || 'ECS gives no reason'}). ` +
        `Its last lines are in ${logsOf(order, task)}. Next: npx shoal logs ${order.name}`,
    );
    this.name = 'MigrationFailedError';
    this.service = order.name;
    this.taskArn = task.taskArn;
    this.exitCode = container?.exitCode;
    this.stoppedReason = task.stoppedReason;
  }
}

/** The names the service's stack gives: family `<stage>-<service>-migrate`, log group `/shoal/<stage>/<service>`. */
function logsOf(order: MigrationOrder, task: Task): string {
  const taskId = task.taskArn?.slice(task.taskArn.lastIndexOf('/') + 1);
  const ending = `-${order.name}-migrate`;
  const family = familyOf(order.taskDefinition);
  const group = family.endsWith(ending)
    ? `log group /shoal/${family.slice(0, -ending.length)}/${order.name}`
    : `the log group of ${family}`;
  return `${group}, stream of task ${taskId}`;
}
