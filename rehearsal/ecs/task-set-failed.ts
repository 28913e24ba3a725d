import type { Task } from './task.ts';

/** A revision whose tasks do not come to serve, with the evidence of one of them. */
export class TaskSetFailedError extends Error {
  readonly taskDefinition: string;

  /** `what` says what happened, as `3 tasks in a row ended before they served`. */
  constructor(what: string, task: Task) {
    const { definition } = task.props;
    const complaint = task.place?.complaint ?? task.lastComplaint;
    const exit = task.exitCode === undefined ? '' : ` with exit code ${task.exitCode}`;
    const said =
      task.lastLines.length === 0
        ? 'It printed nothing.'
        : `Its last ${task.lastLines.length} log lines:\n  ${task.lastLines.join('\n  ')}`;
    super(
      [
        `${definition.family}:${definition.revision}: ${what}.`,
        ...(task.cause ? [`The last one ended${exit}: ${task.cause.reason}.`] : []),
        ...(complaint === undefined ? [] : [`The load balancer said: ${complaint}.`]),
        said,
      ].join(' '),
    );
    this.name = 'TaskSetFailedError';
    this.taskDefinition = definition.arn;
  }
}
