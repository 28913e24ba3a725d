import type { StageDefinition } from '../stages.ts';
import { oneOf, sentence, wholeNumber } from '../validation/checks.ts';
import type { Rule } from '../validation/rule.ts';
import { Choice, type Shape } from '../validation/shape.ts';
import { subjectOfStage } from '../validation/subject.ts';

/** How what was pushed comes into a stage. */
export interface DeliverySettings {
  /** Whether somebody has to agree first, and after how many hours nobody did. */
  readonly approval: { readonly withinHours: number } | { readonly none: string };
  /** Whether it wakes somebody when a delivery fails here, or waits for the morning. */
  readonly onFailure: 'page' | 'ticket';
}

export const deliveryShape: Shape = {
  approval: new Choice(
    (approval): Shape =>
      'none' in approval
        ? { none: sentence('what fails here is seen by developers alone') }
        : { withinHours: wholeNumber({ from: 1, to: 60 * 24 }) },
  ),
  onFailure: oneOf('page', 'ticket'),
};

/** A push is not a decision about what customers see. */
const customersAreAskedFor: Rule<StageDefinition>['problems'] = (stage) =>
  stage.resilience.noticedBy === 'customers' && 'none' in stage.delivery.approval
    ? [
        {
          subject: subjectOfStage(stage),
          field: 'delivery.approval',
          value: stage.delivery.approval,
          wrong: 'lets every push reach customers by itself',
          allowed: '{ withinHours }; only a stage whose failures we notice ourselves may do without',
          fix: 'copy the line of prod',
        },
      ]
    : [];

export const deliveryRules: readonly Rule<StageDefinition>[] = [
  { reads: ['resilience', 'delivery'], problems: customersAreAskedFor },
];
