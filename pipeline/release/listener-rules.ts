import {
  type Action,
  CreateRuleCommand,
  DeleteRuleCommand,
  DescribeRulesCommand,
  type ElasticLoadBalancingV2Client,
  ModifyRuleCommand,
  type Rule,
  SetRulePrioritiesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { RuleOrder } from './rule-order.ts';

/** The calls about listener rules, with ELB's errors for the expected cases turned into answers. */
export interface ListenerRules {
  of(listenerArn: string): Promise<readonly Rule[]>;
  /** @returns nothing when the rule is gone. */
  find(ruleArn: string): Promise<Rule | undefined>;
  /** @returns nothing when the priority is taken. */
  create(order: RuleOrder, priority: number, actions: Action[]): Promise<Rule | undefined>;
  setConditions(ruleArn: string, order: RuleOrder): Promise<void>;
  /** @returns whether it could be had. */
  setPriority(ruleArn: string, priority: number): Promise<boolean>;
  remove(ruleArn: string): Promise<void>;
}

export function createListenerRules(elbv2: Pick<ElasticLoadBalancingV2Client, 'send'>): ListenerRules {
  return {
    async of(listenerArn) {
      const found: Rule[] = [];
      let marker: string | undefined;
      do {
        const page = await elbv2.send(
          new DescribeRulesCommand({
            ListenerArn: listenerArn,
            ...(marker === undefined ? {} : { Marker: marker }),
          }),
        );
        found.push(...(page.Rules ?? []));
        marker = page.NextMarker;
      } while (marker !== undefined);
      return found;
    },
    async find(ruleArn) {
      const page = await unless('RuleNotFound', () =>
        elbv2.send(new DescribeRulesCommand({ RuleArns: [ruleArn] })),
      );
      return page?.Rules?.[0];
    },
    async create({ listenerArn, conditions }, priority, actions) {
      const answer = await unless('PriorityInUse', () =>
        elbv2.send(
          new CreateRuleCommand({
            ListenerArn: listenerArn,
            Priority: priority,
            Conditions: [...conditions],
            Actions: actions,
          }),
        ),
      );
      return answer?.Rules?.[0];
    },
    async setConditions(ruleArn, { conditions }) {
      // Without `Actions`, ELB leaves them as they are.
      await elbv2.send(new ModifyRuleCommand({ RuleArn: ruleArn, Conditions: [...conditions] }));
    },
    async setPriority(ruleArn, priority) {
      const answer = await unless('PriorityInUse', () =>
        elbv2.send(
          new SetRulePrioritiesCommand({ RulePriorities: [{ RuleArn: ruleArn, Priority: priority }] }),
        ),
      );
      return answer !== undefined;
    },
    async remove(ruleArn) {
      await unless('RuleNotFound', () => elbv2.send(new DeleteRuleCommand({ RuleArn: ruleArn })));
    },
  };
}

/** Takes one error as an answer, by its code on the wire; the SDK names it with an ending. */
async function unless<Answer>(code: string, call: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Error && (error.name === code || error.name === `${code}Exception`))
      return undefined;
    throw error;
  }
}
