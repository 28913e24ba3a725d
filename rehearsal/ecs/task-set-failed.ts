import type { Task } from './task.ts';
import type { TaskDefinition } from './task-definition.ts';

export interface TaskSetFailure {
  readonly definition: TaskDefinition;
  /** Tasks in a row that ended without having served. */
  readonly failures: number;
  /** The last of them. */
  readonly task: Task;
}

/** Tasks of a revision that keep ending before they serve, with the evidence. */
export class TaskSetFailedError extends Error {
  readonly taskDefinition: string;
  readonly failures: number;

  constructor({ definition, failures, task }: TaskSetFailure) {
    const reason = task.lastVerdict;
    const exit = task.exitCode === undefined ? '' : ` with exit code ${task.exitCode}`;
    const said =
      task.lastLines.length === 0
        ? 'It printed nothing.'
        : `Its last ${task.lastLines.length} log lines:\n  ${task.lastLines.join('\n  ')}`;
    super(
      `${definition.family}:${definition.revision}: ${failures} tasks in a row ended before they served. ` +
        `The last one ended${exit}: ${task.cause?.reason ?? 'no reason known'}. ` +
        `${reason === undefined ? '' : `The load balancer said: ${reason}. `}${said}`,
    );
    this.name = 'TaskSetFailedError';
    this.taskDefinition = definition.arn;
    this.failures = failures;
  }
}
