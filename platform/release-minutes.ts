import { pausesOf, type ReleaseSettings, type TrafficSteps } from './stage/release.ts';

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
    steps: stepMinutesOf(steps),
    keepOldMinutes,
    rollback: rollbackMinutes,
  };
}

function stepMinutesOf(steps: TrafficSteps): number {
  if (steps.kind === 'canary') return steps.minutes;
  return steps.kind === 'linear' ? pausesOf(steps) * steps.everyMinutes : 0;
}

/** CloudFormation waits an hour for a release; below it there must be room for what nobody foresees. */
export const longestReleaseMinutes = 50;
