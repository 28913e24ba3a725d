/** What the schedules of a stage are called: fixed, so that every stack can name them and `npx shoal wake` finds them. */
export function scheduleNames(stage: string): {
  /** Whom they belong to, which is also what may assume their roles. */
  readonly group: string;
  /** Where those end that could not do their work. */
  readonly failures: string;
} {
  return { group: stage, failures: `${stage}-failed-schedules` };
}

/** What ECS is told of a task that a schedule has started, to tell it from others. */
export const scheduledTaskGroup = 'schedule';
