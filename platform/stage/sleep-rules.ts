import type { StageDefinition } from '../stages.ts';
import type { Problem } from '../validation/problem.ts';
import type { Rule } from '../validation/rule.ts';
import { subjectOfStage } from '../validation/subject.ts';
import { groundMinutes, minutesOf } from './sleep.ts';

const dayMinutes = 24 * 60;

/** The ground wakes and sleeps on the same day as the services, so the day has to leave it room. */
const sleepsByNight: Rule<StageDefinition>['problems'] = (stage) => {
  if ('none' in stage.sleep) return [];
  const { from, until } = stage.sleep.awake;
  const problem = (field: string, value: string, rest: Pick<Problem, 'wrong' | 'allowed' | 'fix'>) => ({
    subject: subjectOfStage(stage),
    field: `sleep.awake.${field}`,
    value,
    ...rest,
  });
  const early =
    minutesOf(from) < groundMinutes
      ? [
          problem('from', from, {
            wrong: `leaves its database no ${groundMinutes} minutes of the day to start before it`,
            allowed: `00:${groundMinutes} or later`,
            fix: `write '00:${groundMinutes}'`,
          }),
        ]
      : [];
  const late =
    minutesOf(until) + groundMinutes >= dayMinutes
      ? [
          problem('until', until, {
            wrong: `leaves its database no ${groundMinutes} minutes of the day to stop after it`,
            allowed: `23:${59 - groundMinutes} or earlier`,
            fix: `write '23:${59 - groundMinutes}'`,
          }),
        ]
      : [];
  const short =
    minutesOf(until) - minutesOf(from) < 60
      ? [
          problem('until', until, {
            wrong: `is less than an hour after sleep.awake.from '${from}'`,
            allowed: 'an hour after it or more, on the same day',
            fix: 'stay awake longer',
          }),
        ]
      : [];
  return [...early, ...late, ...short];
};

/** A season raises what sleep sets to zero, and neither knows of the other. */
const sleepsInNoSeason: Rule<StageDefinition>['problems'] = (stage) =>
  'none' in stage.sleep || 'none' in stage.seasons
    ? []
    : [
        {
          subject: subjectOfStage(stage),
          field: 'seasons',
          value: stage.seasons,
          wrong: 'would wake, each midnight, a stage that sleeps',
          allowed: '{ none: why } where the stage sleeps',
          fix: 'give the stage either seasons or sleep',
        },
      ];

export const sleepRules: readonly Rule<StageDefinition>[] = [
  { reads: ['sleep'], problems: sleepsByNight },
  { reads: ['sleep', 'seasons'], problems: sleepsInNoSeason },
];
