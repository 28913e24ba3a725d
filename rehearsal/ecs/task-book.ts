import { randomBytes } from 'node:crypto';
import { AwsError } from '../plane.ts';
import type { TaskParts } from './launch-task.ts';
import { Task, type TaskProps } from './task.ts';

/** ECS tells of a stopped task for an hour. */
const keptMs = 3_600_000;
const keptStopped = 500;

export interface TaskBookProps {
  readonly arnPrefix: string;
  readonly parts: TaskParts;
}

export interface NewTask extends Omit<TaskProps, 'id' | 'arn'> {
  readonly clusterName: string;
  readonly changed?: () => void;
}

/** Every task that runs, and those that stopped not long ago. */
export class TaskBook {
  readonly #props: TaskBookProps;
  readonly #tasks = new Map<string, Task>();

  constructor(props: TaskBookProps) {
    this.#props = props;
  }

  /** A new task, not started yet. */
  add({ clusterName, changed, ...rest }: NewTask): Task {
    this.#forget();
    const id = randomBytes(16).toString('hex');
    const arn = `${this.#props.arnPrefix}:task/${clusterName}/${id}`;
    const task = new Task({ ...rest, id, arn }, this.#props.parts, changed ?? (() => undefined));
    this.#tasks.set(id, task);
    return task;
  }

  /** By id or ARN. */
  find(idOrArn: string): Task | undefined {
    this.#forget();
    return this.#tasks.get(idOrArn.slice(idOrArn.lastIndexOf('/') + 1));
  }

  get(idOrArn: string): Task {
    const task = this.find(idOrArn);
    if (task) return task;
    throw new AwsError('InvalidParameterException', 'The referenced task was not found.');
  }

  in(clusterArn: string): readonly Task[] {
    this.#forget();
    return [...this.#tasks.values()].filter(({ props }) => props.clusterArn === clusterArn);
  }

  /** Stops all that still run. */
  async close(): Promise<void> {
    const cause = { code: 'UserInitiated', reason: 'The rehearsal ended' } as const;
    await Promise.all([...this.#tasks.values()].map((task) => task.stop(cause, 'at once')));
  }

  #forget(): void {
    const stopped = [...this.#tasks.values()].filter(({ status }) => status === 'STOPPED');
    const latest = this.#props.parts.now() - keptMs;
    for (const [index, task] of stopped.entries()) {
      const tooMany = index < stopped.length - keptStopped;
      if (tooMany || (task.stoppedAt ?? 0) < latest) this.#tasks.delete(task.props.id);
    }
  }
}
