import type { ReleaseSettings } from './stages.ts';

/** For new tasks to start, be healthy and be tested, and for going back when a late alarm asks for it. */
const startMinutes = 10;
const rollbackMinutes = 5;

/** How long a release may take at most, in its parts. */
export function releaseMinutesOf({
  steps,
  keepOldMinutes,
}: ReleaseSettings): Readonly<Record<string, number>> {
  return {
    'start and test': startMinutes,
    steps: steps.kind === 'canary' ? steps.minutes : 0,
    keepOldMinutes,
    rollback: rollbackMinutes,
  };
}

/** CloudFormation waits an hour for a release; below it there must be room for what nobody foresees. */
export const longestReleaseMinutes = 50;
