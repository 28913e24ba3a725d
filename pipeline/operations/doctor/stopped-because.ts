import type { Evidence, StoppedTask } from './evidence.ts';

export interface StoppedBecause {
  /** The newest of them. */
  readonly task: StoppedTask;
  /** Its words that matched. */
  readonly said: string;
  /** When the first of the same kind stopped. */
  readonly since: number;
  readonly count: number;
}

/** @returns the tasks whose reasons match, as one finding; nothing where none does */
export function stoppedBecause({ stopped }: Evidence, reason: RegExp): StoppedBecause | undefined {
  const found = stopped.flatMap((task) => {
    const said = wordsOf(task).find((words) => reason.test(words));
    return said === undefined ? [] : [{ task, said }];
  });
  const [newest] = found;
  if (newest === undefined) return undefined;
  return { ...newest, since: Math.min(...found.map(({ task }) => task.at)), count: found.length };
}

function wordsOf({ reason, containers }: StoppedTask): readonly string[] {
  return [reason, ...containers.map((container) => container.reason)].filter((words) => words !== '');
}

/** `ECS stopped 3 tasks, the last of them task 1f2e of dev-catalog:12: …` */
export function stoppedWords({ task, said, count }: StoppedBecause): string {
  const whose =
    count === 1
      ? `task ${task.id} of ${task.revision}`
      : `${count} tasks, the last of them task ${task.id} of ${task.revision}`;
  return `ECS stopped ${whose}: ${said}`;
}
