import type { DatabaseInstance } from '../database-instance.ts';

/** The first and the last second that a database can be restored to, as RDS tells them; none where it can to none. */
export function restorableTimes({
  changes: { window },
  status,
}: Pick<DatabaseInstance, 'changes' | 'status'>):
  | {
      readonly EarliestTime: string;
      readonly LatestTime: string;
    }
  | undefined {
  if ('none' in window || status === 'creating') return undefined;
  return { EarliestTime: secondOf(window.earliest), LatestTime: secondOf(Date.now()) };
}

/** RDS tells no parts of a second, and what happened in one belongs to it. */
function secondOf(moment: number): string {
  return new Date(moment).toISOString().replace(/\.\d+Z$/, 'Z');
}
