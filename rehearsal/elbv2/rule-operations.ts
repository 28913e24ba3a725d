import { AwsError, type Operation } from '../plane.ts';
import type { BalancerBook } from './balancer-book.ts';
import { describeRule } from './describe.ts';
import type { KeyValue } from './known-attributes.ts';
import { listOf, type Members, required } from './request-members.ts';
import { type AwsAction, parseActions } from './rule-action.ts';
import type { RuleCondition } from './rule-condition.ts';
import type { Rules } from './rules.ts';

/** The calls that change rules. */
export function ruleOperations(rules: Rules, book: BalancerBook): Readonly<Record<string, Operation>> {
  return {
    CreateRule(input) {
      const rule = rules.create(required(input, 'ListenerArn'), {
        priority: Number(required(input, 'Priority')),
        conditions: conditionsOf(input),
        action: parseActions(listOf<AwsAction>(input, 'Actions')),
      });
      book.setTags(rule.arn, listOf<KeyValue>(input, 'Tags'));
      return { Rules: [describeRule(rule)] };
    },
    ModifyRule(input) {
      const arn = required(input, 'RuleArn');
      refuseDefault(book, arn);
      const rule = rules.modify(arn, {
        conditions: input.Conditions === undefined ? undefined : conditionsOf(input),
        action: input.Actions === undefined ? undefined : parseActions(listOf<AwsAction>(input, 'Actions')),
      });
      return { Rules: [describeRule(rule)] };
    },
    SetRulePriorities(input) {
      const pairs = listOf<{ readonly RuleArn?: string; readonly Priority?: string }>(
        input,
        'RulePriorities',
      );
      const moved = rules.setPriorities(
        pairs.map(({ RuleArn = '', Priority }) => ({ arn: RuleArn, priority: Number(Priority) })),
      );
      return { Rules: moved.map(describeRule) };
    },
    DeleteRule(input) {
      const arn = required(input, 'RuleArn');
      refuseDefault(book, arn);
      rules.delete(arn);
      return {};
    },
  };
}

function conditionsOf(input: Members): readonly RuleCondition[] {
  const conditions = listOf<RuleCondition>(input, 'Conditions');
  if (conditions.length === 0) throw new AwsError('ValidationError', 'A condition must be specified');
  return conditions;
}

function refuseDefault(book: BalancerBook, arn: string): void {
  if (book.listeners.some(({ defaultRuleArn }) => defaultRuleArn === arn)) {
    throw new AwsError('OperationNotPermitted', `Default rule '${arn}' cannot be modified`);
  }
}
