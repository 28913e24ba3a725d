import type { StageDefinition } from '../stages.ts';
import type { Problem } from '../validation/problem.ts';
import type { Rule } from '../validation/rule.ts';
import { isRecord } from '../validation/shape.ts';
import { subjectOfStage } from '../validation/subject.ts';
import { type BaselineSettings, baselineOf, isOn } from './baseline.ts';

/** The stage works in its own region, and its copies may be in another; what is global answers in Virginia. */
const boundaryReachesItsRegions = (stage: StageDefinition): readonly Problem[] => {
  const { boundary } = baselineOf(stage);
  const { backup } = stage.resilience;
  const far = isOn(backup) && isOn(backup.farCopies) ? [backup.farCopies.region] : [];
  const needed = [stage.region, ...far];
  if (!isOn(boundary)) return [];
  return needed
    .filter((region) => !boundary.regions.includes(region))
    .map((region) => ({
      subject: subjectOfStage(stage),
      field: 'baseline.boundary.regions',
      value: boundary.regions,
      wrong: `keeps the stage's own roles out of ${region}, where it works`,
      allowed: `${needed.join(', ')} among them`,
      fix: `add '${region}'`,
    }));
};

export const baselineRules: readonly Rule<StageDefinition>[] = [
  { reads: ['region', 'baseline', 'resilience.backup'], problems: boundaryReachesItsRegions },
];

/** Parts of which an account takes one in each region. */
const single = { threats: 'GuardDuty detector', drift: 'Config recorder' } as const;

/** Stages live in one account, where the second detector or recorder of a region is refused at its deployment. */
export function secondOfARegionProblemsOf(stages: readonly StageDefinition[]): readonly Problem[] {
  return stages.flatMap((stage, index) =>
    (Object.keys(single) as (keyof typeof single)[]).flatMap((part) => {
      const first = stages
        .slice(0, index)
        .find((other) => other.region === stage.region && has(other, part) && has(stage, part));
      if (first === undefined) return [];
      return [
        {
          subject: subjectOfStage(stage),
          field: `baseline.${part}`,
          value: 'on',
          wrong: `would be the second ${single[part]} in ${stage.region}, after that of stage '${first.name}'`,
          allowed: 'one in an account and region',
          fix: `write { none: '${first.name} has it for the whole account' } in one of them`,
        },
      ];
    }),
  );
}

/** Of a stage that may be malformed, about which others complain. */
function has(stage: StageDefinition, part: keyof BaselineSettings & keyof typeof single): boolean {
  return isRecord(stage.baseline) && isOn(baselineOf(stage)[part]);
}
