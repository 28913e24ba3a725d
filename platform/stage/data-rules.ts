import { zonedTimeOf } from '../calendar/zoned-time.ts';
import type { StageDefinition } from '../stages.ts';
import type { Problem } from '../validation/problem.ts';
import type { Rule } from '../validation/rule.ts';
import { subjectOfStage } from '../validation/subject.ts';
import { beginningsOf, windowsMeet } from '../validation/windows.ts';
import { days, minutesOf, type SleepSettings } from './sleep.ts';

type DataRule = (stage: StageDefinition) => Omit<Problem, 'subject'> | undefined;

const protectedDataIsBackedUp: DataRule = ({ protectsData, database: { backupDays } }) =>
  protectsData && backupDays === 0
    ? {
        field: 'database.backupDays',
        value: backupDays,
        wrong: 'leaves data without a backup that protectsData promises to protect',
        allowed: '1 or more',
        fix: 'keep backups for 7 days',
      }
    : undefined;

const replicasNeedBackups: DataRule = ({ database: { backupDays, replicas } }) =>
  replicas > 0 && backupDays === 0
    ? {
        field: 'database.replicas',
        value: replicas,
        wrong: 'are copies that RDS makes from backups, and backupDays is 0',
        allowed: '0, or backups of a day or more',
        fix: 'set database.backupDays to 1',
      }
    : undefined;

const roomToGrow: DataRule = ({ database: { storageGiB, maxStorageGiB } }) => {
  const least = Math.ceil(storageGiB * 1.1);
  return maxStorageGiB < least
    ? {
        field: 'database.maxStorageGiB',
        value: maxStorageGiB,
        wrong: 'is less than RDS lets storage grow',
        allowed: `${least} or more, a tenth above storageGiB`,
        fix: `use ${2 * storageGiB}`,
      }
    : undefined;
};

/** The classes for which RDS has no Database Insights with MySQL. */
const tooSmallForInsights = /^t(2|3|4g)\.(micro|small)$/;

const insightsNeedRoom: DataRule = ({ database: { instanceClass, insights } }) =>
  'mode' in insights && tooSmallForInsights.test(instanceClass)
    ? {
        field: 'database.insights',
        value: insights,
        wrong: `is not to be had with ${instanceClass}`,
        allowed: '{ none: … } below t4g.medium',
        fix: "write { none: 'RDS has none for a class this small' }",
      }
    : undefined;

/** RDS and ElastiCache both refuse windows that overlap. */
const windowsApart =
  (part: 'database' | 'cache'): DataRule =>
  (stage) => {
    const { maintenanceWindow } = stage[part];
    const daily = part === 'database' ? stage.database.backupWindow : stage.cache.snapshotWindow;
    return windowsMeet(daily, maintenanceWindow)
      ? {
          field: `${part}.maintenanceWindow`,
          value: maintenanceWindow,
          wrong: `overlaps with ${daily}, when copies are made`,
          allowed: 'windows apart from each other',
          fix: 'move one of them',
        }
      : undefined;
  };

/** Whether a window, given in UTC, is within the hours in which a stage is awake, in winter as in summer. */
function isAwakeIn(window: string, { timezone, awake }: SleepSettings): boolean {
  const withinHours = (instant: number): boolean => {
    const { year, month, day, hour, minute } = zonedTimeOf(instant, timezone);
    const weekday = days[(new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % days.length];
    const time = hour * 60 + minute;
    return (
      weekday !== undefined &&
      awake.days.includes(weekday) &&
      time >= minutesOf(awake.from) &&
      time <= minutesOf(awake.until)
    );
  };
  // Both are Mondays.
  return [Date.UTC(2024, 0, 1), Date.UTC(2024, 6, 1)].every((monday) =>
    beginningsOf(window).some(({ from, minutes }) =>
      [from, from + minutes].every((minute) => withinHours(monday + minute * 60_000)),
    ),
  );
}

/** A database that is stopped is neither backed up nor maintained. */
const awakeForUpkeep =
  (field: 'backupWindow' | 'maintenanceWindow'): DataRule =>
  ({ name, sleep, database }) => {
    if ('none' in sleep || isAwakeIn(database[field], sleep)) return undefined;
    const apart = (window: string) =>
      field === 'backupWindow'
        ? !windowsMeet(window, database.maintenanceWindow)
        : !windowsMeet(database.backupWindow, window);
    const free = upkeepWindows[field].find((window) => isAwakeIn(window, sleep) && apart(window));
    return {
      field: `database.${field}`,
      value: database[field],
      wrong: `is while ${name} sleeps`,
      allowed: 'hours of days on which it is awake, in UTC',
      fix: free === undefined ? 'let it be awake for longer' : `use '${free}'`,
    };
  };

/** To choose from: towards noon first, when nothing else is on. */
const fromNoon = [11, 12, 13, 14, 15, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 16, 17, 18, 19, 20, 21, 22];
const two = (hour: number): string => String(hour).padStart(2, '0');
const upkeepWindows = {
  backupWindow: fromNoon.map((hour) => `${two(hour)}:00-${two(hour)}:30`),
  maintenanceWindow: ['tue', 'wed', 'thu', 'fri', 'mon', 'sat', 'sun'].flatMap((day) =>
    fromNoon.map((hour) => `${day}:${two(hour)}:00-${day}:${two(hour + 1)}:00`),
  ),
};

const stoppable: DataRule = ({ sleep, database: { replicas } }) =>
  'none' in sleep || replicas === 0
    ? undefined
    : {
        field: 'database.replicas',
        value: replicas,
        wrong: 'keeps its database from being stopped while the stage sleeps: RDS stops none that has copies',
        allowed: '0, or { none: … } for sleep',
        fix: 'use 0',
      };

export const dataRules: readonly Rule<StageDefinition>[] = [
  { reads: ['protectsData', 'database.backupDays'], problems: about(protectedDataIsBackedUp) },
  { reads: ['database.backupDays', 'database.replicas'], problems: about(replicasNeedBackups) },
  { reads: ['database.storageGiB', 'database.maxStorageGiB'], problems: about(roomToGrow) },
  { reads: ['database.instanceClass', 'database.insights'], problems: about(insightsNeedRoom) },
  {
    reads: ['database.backupWindow', 'database.maintenanceWindow'],
    problems: about(windowsApart('database')),
  },
  {
    reads: ['database.backupWindow', 'database.maintenanceWindow', 'sleep'],
    problems: about(awakeForUpkeep('backupWindow')),
  },
  {
    reads: ['database.maintenanceWindow', 'database.backupWindow', 'sleep'],
    problems: about(awakeForUpkeep('maintenanceWindow')),
  },
  { reads: ['database.replicas', 'sleep'], problems: about(stoppable) },
  { reads: ['cache.snapshotWindow', 'cache.maintenanceWindow'], problems: about(windowsApart('cache')) },
];

function about(rule: DataRule): (stage: StageDefinition) => readonly Problem[] {
  return (stage) => {
    const problem = rule(stage);
    return problem === undefined ? [] : [{ subject: subjectOfStage(stage), ...problem }];
  };
}
