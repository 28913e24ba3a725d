import type { CfnScalableTarget } from 'aws-cdk-lib/aws-applicationautoscaling';
import { daysOf, type Season, type SeasonSettings } from '../../platform/stage/seasons.ts';
import { type SleepSettings, scheduledSleep } from '../../platform/stage/sleep.ts';
import type { StageDefinition } from '../../platform/stages.ts';

type ScheduledAction = CfnScalableTarget.ScheduledActionProperty;
type Bounds = StageDefinition['tasks'];

/** When the bounds of each service's tasks change by themselves: as a season comes and goes, or each night. */
export function scalingCalendar({ tasks, seasons, sleep }: StageDefinition): readonly ScheduledAction[] {
  return [
    ...('none' in seasons ? [] : seasonActions(seasons, tasks)),
    ...('none' in sleep ? [] : sleepActions(sleep, tasks)),
  ];
}

/**
 * A season is said again each midnight: a deployment that changes the bounds in the middle of it takes it back, but
 * for a day at most. Its end is said once.
 */
function seasonActions({ timezone, windows }: SeasonSettings, usual: Bounds): readonly ScheduledAction[] {
  const seasons = Object.entries(windows);
  const begins = new Set(seasons.map(([, season]) => season.begins));
  return seasons.flatMap(([name, season]) => {
    const raised = monthsOf(season).map(([month, days]) =>
      action(`season-${name}-${month}`, {
        schedule: `cron(0 0 ${days} ${Number(month)} ? *)`,
        timezone,
        bounds: season,
      }),
    );
    // Where another begins that midnight, it says what holds; two words at once have no order.
    if (begins.has(season.ends)) return raised;
    const [month, day] = season.ends.split('-').map(Number);
    const schedule = `cron(0 0 ${day} ${month} ? *)`;
    return [...raised, action(`season-${name}-ends`, { schedule, timezone, bounds: usual })];
  });
}

/** `['11', '20-30']`, `['12', '1-27']` */
function monthsOf(season: Season): readonly (readonly [string, string])[] {
  const byMonth = Map.groupBy(daysOf(season), (day) => day.slice(0, 2));
  return [...byMonth].map(([month, days]) => {
    const numbers = days.map((day) => Number(day.slice(3)));
    return [month, `${Math.min(...numbers)}-${Math.max(...numbers)}`] as const;
  });
}

const nothing: Bounds = { min: 0, max: 0 };

function sleepActions(sleep: SleepSettings, usual: Bounds): readonly ScheduledAction[] {
  const { services } = scheduledSleep(sleep);
  const { timezone } = sleep;
  return [
    action('wakes', { schedule: services.wakes, timezone, bounds: usual }),
    action('sleeps', { schedule: services.sleeps, timezone, bounds: nothing }),
  ];
}

interface ActionOptions {
  readonly schedule: string;
  readonly timezone: string;
  readonly bounds: Bounds;
}

function action(scheduledActionName: string, { schedule, timezone, bounds }: ActionOptions): ScheduledAction {
  return {
    scheduledActionName,
    schedule,
    timezone,
    scalableTargetAction: { minCapacity: bounds.min, maxCapacity: bounds.max },
  };
}
