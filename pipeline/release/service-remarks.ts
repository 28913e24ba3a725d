/** What ECS remarks of a service, in its own words. */
export interface ServiceRemark {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly message: string;
}

const steady = /has reached a steady state/i;
const impaired = /unable to consistently start tasks/i;
const noPlace = /unable to place a task|capacity is unavailable/i;

/** Whether a service's tasks keep failing, so that waiting makes it no steadier. @param remarks newest first */
export function keepsFailing(remarks: readonly ServiceRemark[]): boolean {
  const latest = remarks.find(({ message }) => steady.test(message) || impaired.test(message));
  return latest !== undefined && impaired.test(latest.message);
}

/** @returns what ECS said since that moment about having no machine for a task. */
export function placementTrouble(remarks: readonly ServiceRemark[], since: number): string | undefined {
  return remarks.find(({ at, message }) => at >= since && noPlace.test(message))?.message;
}

/**
 * @param taskSet whose tasks are meant. @default - anybody's
 * @returns what ECS said since that moment about tasks that do not start
 */
export function startTrouble(
  remarks: readonly ServiceRemark[],
  since: number,
  taskSet = '',
): string | undefined {
  return remarks.find(({ at, message }) => at >= since && impaired.test(message) && message.includes(taskSet))
    ?.message;
}
