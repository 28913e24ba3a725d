import { type Foundation, foundations } from '../../../platform/rests-on.ts';
import type { StageDefinition } from '../../../platform/stages.ts';
import type { Silence } from './composite-alarm.ts';
import { stageAlarmName } from './stage-alarm.ts';

/** `prod/cache/outage`: explains why services that cannot do without it all break their promises at once. */
export function outageName(stage: StageDefinition, about: Foundation | typeof either): string {
  return stageAlarmName(stage, about, 'outage');
}

/** An alarm is silenced by one other alone, so what rests on more than one is silenced by what is made of theirs. */
export const either = 'data';

/** Of what an outage is told in a stage. That of the cache, whose alarms every stage has, where it explains something. */
export function foundationsWatchedIn({ alarms }: StageDefinition): readonly Foundation[] {
  const watched = { database: alarms.database, cache: alarms.objectives };
  return foundations.filter((foundation) => !('none' in watched[foundation]));
}

export interface Resting {
  readonly stage: StageDefinition;
  readonly restsOn: readonly Foundation[];
}

/** What a service tells is not told while something is out that it rests on, where that is watched. */
export function silencedByOutage({ stage, restsOn }: Resting): Silence | undefined {
  const watched = foundationsWatchedIn(stage);
  const [only, ...others] = restsOn.filter((foundation) => watched.includes(foundation));
  if (only === undefined) return undefined;
  return {
    alarm: outageName(stage, others.length === 0 ? only : either),
    waitSeconds: 120,
    // Until the requests that failed are out of sight of the shorter windows.
    extensionSeconds: 600,
  };
}
