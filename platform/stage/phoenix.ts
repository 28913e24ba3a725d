import type { StageDefinition } from '../stages.ts';
import { oneOf, sentence, timeOfDay } from '../validation/checks.ts';
import type { Rule } from '../validation/rule.ts';
import { Choice, type Shape } from '../validation/shape.ts';
import { subjectOfStage } from '../validation/subject.ts';
import { awakeWords, type Day, days, isAwakeAt } from './sleep.ts';

/** When, each week, a stage is released on images that are rebuilt from fresh base layers. */
export interface PhoenixSettings {
  readonly day: Day;
  /** In UTC, like all that is maintained. */
  readonly at: string;
}

export const phoenixShape = new Choice(
  (phoenix): Shape =>
    'none' in phoenix
      ? { none: sentence('it is deployed anew each morning') }
      : { day: oneOf(...days), at: timeOfDay },
);

/** As the schedules of AWS write it. */
export function phoenixCron({ day, at }: PhoenixSettings): string {
  const [hour, minute] = at.split(':').map(Number);
  return `cron(${minute} ${hour} ? * ${day} *)`;
}

/** What a week's release of a stage that sleeps has to itself before the stage sleeps again. */
const hoursToRelease = 4;

/** A deployment into a stage that sleeps is refused. */
const whileAwake: Rule<StageDefinition>['problems'] = (stage) => {
  const { phoenix, sleep } = stage;
  if ('none' in phoenix || 'none' in sleep) return [];
  const [hour = 0, minute = 0] = phoenix.at.split(':').map(Number);
  // Weeks that begin on the 5th of January and on the 6th of July: clocks may be put forward in one of them.
  const begins = [Date.UTC(2026, 0, 5, hour, minute), Date.UTC(2026, 6, 6, hour, minute)].map(
    (monday) => monday + days.indexOf(phoenix.day) * dayMs,
  );
  const needed = begins.flatMap((begin) => [begin, begin + hoursToRelease * hourMs]);
  return needed.every((instant) => isAwakeAt(sleep, instant))
    ? []
    : [
        {
          subject: subjectOfStage(stage),
          field: 'phoenix',
          value: `${phoenix.day} ${phoenix.at}`,
          wrong: `is, in winter or in summer, no time from which the stage is awake for ${hoursToRelease} hours`,
          allowed: `UTC within its hours: ${awakeWords(stage.name, sleep)}`,
          fix: 'move it into the morning',
        },
      ];
};

const protectedIsRenewed: Rule<StageDefinition>['problems'] = (stage) =>
  stage.protectsData && 'none' in stage.phoenix
    ? [
        {
          subject: subjectOfStage(stage),
          field: 'phoenix',
          value: stage.phoenix,
          wrong: 'leaves tasks that reach protected data on base layers that nobody renews',
          allowed: '{ day, at }; only a stage without protectsData may do without',
          fix: 'copy the line of staging',
        },
      ]
    : [];

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export const phoenixRules: readonly Rule<StageDefinition>[] = [
  { reads: ['phoenix', 'sleep'], problems: whileAwake },
  { reads: ['protectsData', 'phoenix'], problems: protectedIsRenewed },
];
