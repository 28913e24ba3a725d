import type { Task } from './task.ts';

/** Long enough for a call that follows RunTask at once, too short for one that somebody types. */
const freshMs = 250;

/** What RunTask has just started: ECS is consistent in the end, and its other calls may not know such a task yet. */
export class FreshTasks {
  readonly #now: () => number;
  readonly #run = new WeakSet<Task>();

  constructor(now: () => number) {
    this.#now = now;
  }

  add(task: Task): void {
    this.#run.add(task);
  }

  has(task: Task): boolean {
    return this.#run.has(task) && this.#now() - task.createdAt < freshMs;
  }
}
