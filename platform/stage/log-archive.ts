import type { StageDefinition } from '../stages.ts';
import { sentence, wholeNumber } from '../validation/checks.ts';
import type { Rule } from '../validation/rule.ts';
import { Choice, type Shape } from '../validation/shape.ts';
import { subjectOfStage } from '../validation/subject.ts';

/** How long the lines of services are kept in a bucket, where they are asked in SQL. */
export interface LogArchiveSettings {
  readonly keepDays: number;
  /** From when on storing costs a fifth and reading costs extra. */
  readonly cold: { readonly afterDays: number } | { readonly none: string };
}

/** S3 bills what is cold for as many days at least. */
const leastColdDays = 90;

export const logArchiveShape = new Choice(
  (archive): Shape =>
    'none' in archive
      ? { none: sentence('CloudWatch keeps its lines for as long as anybody asks') }
      : {
          keepDays: wholeNumber({ from: 1, to: 3650 }),
          cold: new Choice(
            (cold): Shape =>
              'none' in cold
                ? { none: sentence('nothing is kept for long enough') }
                : { afterDays: wholeNumber({ from: 30, to: 3650 }) },
          ),
        },
);

const outlastsCloudWatch: Rule<StageDefinition>['problems'] = (stage) => {
  const { logArchive, logDays } = stage;
  return 'none' in logArchive || logArchive.keepDays > logDays
    ? []
    : [
        {
          subject: subjectOfStage(stage),
          field: 'logArchive.keepDays',
          value: logArchive.keepDays,
          wrong: `ends no later than CloudWatch's own ${logDays} days`,
          allowed: `more than logDays, or { none: 'why' }`,
          fix: `write at least ${logDays + 1}`,
        },
      ];
};

const coldForLongEnough: Rule<StageDefinition>['problems'] = (stage) => {
  const { logArchive } = stage;
  if ('none' in logArchive || 'none' in logArchive.cold) return [];
  const { keepDays, cold } = logArchive;
  return keepDays - cold.afterDays >= leastColdDays
    ? []
    : [
        {
          subject: subjectOfStage(stage),
          field: 'logArchive.cold.afterDays',
          value: cold.afterDays,
          wrong: `leaves ${keepDays - cold.afterDays} of ${keepDays} days in the cold, and S3 bills ${leastColdDays}`,
          allowed: `at most keepDays - ${leastColdDays}`,
          fix: "keep them longer, or write { none: 'why' }",
        },
      ];
};

export const logArchiveRules: readonly Rule<StageDefinition>[] = [
  { reads: ['logArchive', 'logDays'], problems: outlastsCloudWatch },
  { reads: ['logArchive'], problems: coldForLongEnough },
];
