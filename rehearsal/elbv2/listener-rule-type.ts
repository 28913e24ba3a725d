import type { PlayedType, Properties } from '../plane.ts';
import type { BalancerBook } from './balancer-book.ts';
import { type AwsAction, parseActions } from './rule-action.ts';
import type { RuleCondition } from './rule-condition.ts';
import type { Rules } from './rules.ts';

export function listenerRuleType(rules: Rules, book: BalancerBook): PlayedType {
  return {
    type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
    plays: ['ListenerArn', 'Priority', 'Conditions', 'Actions'],
    inert: { Tags: 'nothing asks for a rule by its tags' },
    replacedBy: ['ListenerArn'],
    async create({ properties }) {
      const rule = rules.create(properties.ListenerArn, ruleOf(properties));
      return { physicalId: rule.arn, attributes: { RuleArn: rule.arn, IsDefault: false } };
    },
    async update({ physicalId, properties }) {
      const { priority, conditions, action } = ruleOf(properties);
      rules.setPriorities([{ arn: physicalId, priority }]);
      rules.modify(physicalId, { conditions, action });
      return { physicalId, attributes: { RuleArn: physicalId, IsDefault: false } };
    },
    async delete({ physicalId }) {
      // Deleting a listener or its balancer takes the rules along.
      if (book.listeners.some((listener) => listener.rules.has(physicalId))) rules.delete(physicalId);
    },
  };
}

function ruleOf(properties: Properties) {
  return {
    priority: Number(properties.Priority),
    conditions: (properties.Conditions ?? []) as readonly RuleCondition[],
    action: parseActions((properties.Actions ?? []) as readonly AwsAction[]),
  };
}
