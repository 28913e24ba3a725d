import type { StageDefinition } from '../stages.ts';
import type { Problem } from '../validation/problem.ts';
import type { Rule } from '../validation/rule.ts';
import { subjectOfStage } from '../validation/subject.ts';
import { daysOf, type Season } from './seasons.ts';

type StageRule = Rule<StageDefinition>['problems'];

const within: StageRule = (stage) =>
  windowsOf(stage).flatMap(([name, { min, max, begins, ends }]): readonly Problem[] => {
    const problem = (field: string, value: unknown, rest: Pick<Problem, 'wrong' | 'allowed' | 'fix'>) => ({
      subject: subjectOfStage(stage),
      field: `seasons.windows.${name}.${field}`,
      value,
      ...rest,
    });
    return [
      ...(min < stage.tasks.min
        ? [
            problem('min', min, {
              wrong: 'is less than tasks.min',
              allowed: `${stage.tasks.min} or more`,
              fix: 'raise it, or remove the season',
            }),
          ]
        : []),
      ...(max < Math.max(min, stage.tasks.max)
        ? [
            problem('max', max, {
              wrong: 'is less than its min or than tasks.max',
              allowed: `${Math.max(min, stage.tasks.max)} or more`,
              fix: 'raise it',
            }),
          ]
        : []),
      ...(begins === ends
        ? [
            problem('ends', ends, {
              wrong: 'is the day on which it begins',
              allowed: 'the first day after it',
              fix: 'name another day; what lasts all year is tasks.min',
            }),
          ]
        : []),
    ];
  });

const apart: StageRule = (stage) => {
  const windows = windowsOf(stage);
  return windows.flatMap(([name, one], index) => {
    const held = new Set(daysOf(one));
    return windows.slice(index + 1).flatMap(([other, two]): readonly Problem[] => {
      const shared = daysOf(two).find((each) => held.has(each));
      if (shared === undefined) return [];
      return [
        {
          subject: subjectOfStage(stage),
          field: `seasons.windows.${other}`,
          value: `${two.begins} to ${two.ends}`,
          wrong: `overlaps the season '${name}' on ${shared}`,
          allowed: 'one season a day',
          fix: `begin it on ${one.ends}, or make one season of both`,
        },
      ];
    });
  });
};

function windowsOf({ seasons }: StageDefinition): readonly (readonly [string, Season])[] {
  return 'none' in seasons ? [] : Object.entries(seasons.windows);
}

export const seasonRules: readonly Rule<StageDefinition>[] = [
  { reads: ['seasons', 'tasks'], problems: within },
  { reads: ['seasons'], problems: apart },
];
