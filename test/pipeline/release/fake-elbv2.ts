import type {
  CreateRuleInput,
  DescribeRulesInput,
  ModifyRuleInput,
  Rule,
  SetRulePrioritiesInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { awsError, StrictClient } from './strict-client.ts';

/** A load balancer's rules; a list comes two to the page. */
export class FakeElbv2 extends StrictClient {
  readonly rules: Rule[] = [];
  #created = 0;

  constructor() {
    super({
      DescribeRules: ({ RuleArns, ListenerArn, Marker }: DescribeRulesInput) => {
        if (RuleArns !== undefined) return { Rules: [this.#ruleOf(RuleArns[0])] };
        const from = Number(Marker ?? 0);
        const found = this.rules.filter((rule) => rule.RuleArn?.startsWith(`${ListenerArn}:`));
        const next = from + 2;
        return {
          Rules: found.slice(from, next),
          ...(next < found.length ? { NextMarker: String(next) } : {}),
        };
      },
      CreateRule: ({ ListenerArn, Priority, Conditions, Actions }: CreateRuleInput) => {
        const rule: Rule = {
          RuleArn: `${ListenerArn}:listener-rule/${++this.#created}`,
          Priority: String(Priority),
          Conditions,
          Actions,
        };
        this.#refuseTaken(rule);
        this.rules.push(rule);
        return { Rules: [rule] };
      },
      ModifyRule: ({ RuleArn, Conditions, Actions }: ModifyRuleInput) => {
        if (Actions !== undefined) throw new Error('an update must not name actions');
        this.#ruleOf(RuleArn).Conditions = Conditions;
        return {};
      },
      SetRulePriorities: ({ RulePriorities = [] }: SetRulePrioritiesInput) => {
        for (const { RuleArn, Priority } of RulePriorities) {
          const rule = this.#ruleOf(RuleArn);
          this.#refuseTaken({ RuleArn, Priority: String(Priority) });
          rule.Priority = String(Priority);
        }
        return {};
      },
      DeleteRule: ({ RuleArn }: { RuleArn?: string }) => {
        this.rules.splice(this.rules.indexOf(this.#ruleOf(RuleArn)), 1);
        return {};
      },
    });
  }

  /** What CodeDeploy does during a release. */
  shift(ruleArn: string, weights: Readonly<Record<string, number>>): void {
    const TargetGroups = Object.entries(weights).map(([TargetGroupArn, Weight]) => ({
      TargetGroupArn,
      Weight,
    }));
    this.#ruleOf(ruleArn).Actions = [{ Type: 'forward', ForwardConfig: { TargetGroups } }];
  }

  weightsOf(ruleArn: string): Readonly<Record<string, number>> {
    const groups = this.#ruleOf(ruleArn).Actions?.[0]?.ForwardConfig?.TargetGroups ?? [];
    return Object.fromEntries(groups.map(({ TargetGroupArn = '', Weight = 0 }) => [TargetGroupArn, Weight]));
  }

  #ruleOf(ruleArn: string | undefined): Rule {
    const rule = this.rules.find(({ RuleArn }) => RuleArn === ruleArn);
    if (rule === undefined) throw awsError('RuleNotFoundException');
    return rule;
  }

  #refuseTaken({ RuleArn, Priority }: Rule): void {
    const listener = RuleArn?.split(':listener-rule/')[0];
    const taken = this.rules.some(
      (rule) =>
        rule.RuleArn !== RuleArn && rule.RuleArn?.startsWith(`${listener}:`) && rule.Priority === Priority,
    );
    if (taken) throw awsError('PriorityInUseException');
  }
}
