import type { Dependencies } from './dependencies.ts';

export interface GraphFailure {
  readonly id: string;
  readonly error: Error;
}

/**
 * Runs a task for each id as soon as the tasks it depends on are done, independent ones side by side.
 * After a failure it starts nothing more, and answers when what is under way has ended.
 */
export async function runGraph(
  ids: readonly string[],
  dependencies: Dependencies,
  task: (id: string) => Promise<void>,
): Promise<readonly GraphFailure[]> {
  const waiting = new Map(
    ids.map((id) => [id, new Set((dependencies.get(id) ?? []).filter((other) => ids.includes(other)))]),
  );
  const failures: GraphFailure[] = [];
  const running = new Set<Promise<void>>();

  const startReady = (): void => {
    for (const [id, blockers] of waiting) {
      if (blockers.size > 0 || failures.length > 0) continue;
      waiting.delete(id);
      const run: Promise<void> = task(id)
        .then(() => {
          for (const others of waiting.values()) others.delete(id);
        })
        .catch((error: unknown) => {
          failures.push({ id, error: error instanceof Error ? error : new Error(String(error)) });
        })
        .finally(() => running.delete(run));
      running.add(run);
    }
  };

  startReady();
  while (running.size > 0) {
    await Promise.race(running);
    startReady();
  }
  return failures;
}

/** The same graph backwards: what depends on a resource goes before it. */
export function reversed(dependencies: Dependencies): Dependencies {
  const result = new Map<string, string[]>();
  for (const [id, others] of dependencies) {
    for (const other of others) result.set(other, [...(result.get(other) ?? []), id]);
  }
  return result;
}
