import type { StageDefinition } from '../stages.ts';
import { oneNumberOf, sentence } from '../validation/checks.ts';
import type { Problem } from '../validation/problem.ts';
import type { Rule } from '../validation/rule.ts';
import { Choice, type Shape } from '../validation/shape.ts';
import { subjectOfStage } from '../validation/subject.ts';

/** A program that shops as a guest, from outside, by the clock. Each time costs 0.0016 USD. */
export interface CanarySettings {
  readonly everyMinutes: number;
}

export const canaryShape = new Choice(
  (canary): Shape =>
    'none' in canary
      ? { none: sentence('whoever develops looks at it all day') }
      : { everyMinutes: oneNumberOf(1, 5, 10, 15, 30, 60) },
);

function problem(
  stage: StageDefinition,
  rest: Pick<Problem, 'wrong' | 'allowed' | 'fix'>,
): readonly Problem[] {
  return [{ subject: subjectOfStage(stage), field: 'canary', value: stage.canary, ...rest }];
}

const getsIn: Rule<StageDefinition>['problems'] = (stage) =>
  'none' in stage.canary || 'everybody' in stage.edge.visitors
    ? []
    : problem(stage, {
        wrong: 'comes from an address of AWS that nobody knows before, and edge.visitors admits some alone',
        allowed: "{ none: 'why' } where edge.visitors names addresses",
        fix: "write { none: 'why' }, or open the door to everybody",
      });

const findsItAwake: Rule<StageDefinition>['problems'] = (stage) =>
  'none' in stage.canary || 'none' in stage.sleep
    ? []
    : problem(stage, {
        wrong: 'would page somebody each night, when the stage sleeps',
        allowed: "{ none: 'why' } in a stage that sleeps",
        fix: "write { none: 'why' }, or let the stage be awake",
      });

export const canaryRules: readonly Rule<StageDefinition>[] = [
  { reads: ['canary', 'edge.visitors'], problems: getsIn },
  { reads: ['canary', 'sleep'], problems: findsItAwake },
];
