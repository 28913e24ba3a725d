import { AwsError } from '../plane.ts';
import type { Arns } from './arns.ts';
import type { BalancerBook } from './balancer-book.ts';
import type { Listener, ListenerRule } from './listener.ts';
import type { Action, Weighted } from './rule-action.ts';
import { compileConditions, type RuleCondition } from './rule-condition.ts';

/** What CodeDeploy does to rules. */
export interface RulesPort {
  forwardOf(ruleArn: string): readonly Weighted[];
  setForward(ruleArn: string, weights: readonly Weighted[]): void;
  /** The rules of a listener that forward to any of these groups. */
  rulesForwardingTo(listenerArn: string, targetGroupArns: readonly string[]): readonly string[];
}

export interface RuleChange {
  readonly conditions?: readonly RuleCondition[] | undefined;
  readonly action?: Action | undefined;
}

/** All that may happen to rules, from the API, from templates and from CodeDeploy alike. */
export class Rules implements RulesPort {
  readonly #book: BalancerBook;
  readonly #arns: Arns;

  constructor(book: BalancerBook, arns: Arns) {
    this.#book = book;
    this.#arns = arns;
  }

  create(
    listenerArn: unknown,
    rule: { priority: number; conditions: readonly RuleCondition[]; action: Action },
  ): ListenerRule {
    const listener = this.#book.listener(listenerArn);
    this.#checkPriority(listener, rule.priority);
    compileConditions(rule.conditions);
    this.#book.check(rule.action, listener.balancer);
    const created = { arn: this.#arns.rule(listener.arn), ...rule };
    listener.rules.set(created.arn, created);
    this.#book.changed(listener);
    return created;
  }

  /** What is not given stays as it is. */
  modify(arn: unknown, { conditions, action }: RuleChange): ListenerRule {
    const { listener, rule } = this.#book.rule(arn);
    if (conditions) compileConditions(conditions);
    if (action) this.#book.check(action, listener.balancer);
    rule.conditions = conditions ?? rule.conditions;
    rule.action = action ?? rule.action;
    this.#book.changed(listener);
    return rule;
  }

  /** All or none, so two rules can exchange their priorities. */
  setPriorities(
    priorities: readonly { readonly arn: string; readonly priority: number }[],
  ): readonly ListenerRule[] {
    const moved = priorities.map(({ arn, priority }) => ({ ...this.#book.rule(arn), priority }));
    for (const { listener, priority } of moved) {
      const moving = new Set(moved.map(({ rule }) => rule.arn));
      this.#checkPriority(listener, priority, moving);
      if (moved.filter((other) => other.listener === listener && other.priority === priority).length > 1) {
        throw new AwsError('PriorityInUse', `Priority '${priority}' is given to more than one rule`);
      }
    }
    for (const { rule, priority } of moved) rule.priority = priority;
    for (const { listener } of moved) this.#book.changed(listener);
    return moved.map(({ rule }) => rule);
  }

  delete(arn: string): void {
    const { listener } = this.#book.rule(arn);
    listener.rules.delete(arn);
    this.#book.forget(arn);
    this.#book.changed(listener);
  }

  forwardOf(ruleArn: string): readonly Weighted[] {
    const action = this.#actionOf(ruleArn);
    return action.type === 'forward' ? action.weights : [];
  }

  setForward(ruleArn: string, weights: readonly Weighted[]): void {
    const listener = this.#book.listeners.find(({ defaultRuleArn }) => defaultRuleArn === ruleArn);
    if (listener === undefined) {
      this.modify(ruleArn, { action: { type: 'forward', weights } });
      return;
    }
    listener.terms = { ...listener.terms, defaultAction: { type: 'forward', weights } };
    this.#book.changed(listener);
  }

  rulesForwardingTo(listenerArn: string, targetGroupArns: readonly string[]): readonly string[] {
    const listener = this.#book.listener(listenerArn);
    return [listener.defaultRuleArn, ...listener.rules.keys()].filter((arn) =>
      this.forwardOf(arn).some(({ targetGroupArn }) => targetGroupArns.includes(targetGroupArn)),
    );
  }

  #actionOf(ruleArn: string): Action {
    const listener = this.#book.listeners.find(({ defaultRuleArn }) => defaultRuleArn === ruleArn);
    return listener ? listener.terms.defaultAction : this.#book.rule(ruleArn).rule.action;
  }

  #checkPriority(listener: Listener, priority: number, moving: ReadonlySet<string> = new Set()): void {
    if (!Number.isInteger(priority) || priority < 1 || priority > 50_000) {
      throw new AwsError('ValidationError', `Priority '${priority}' must be a whole number from 1 to 50000`);
    }
    for (const rule of listener.rules.values()) {
      if (rule.priority === priority && !moving.has(rule.arn)) {
        throw new AwsError('PriorityInUse', `Priority '${priority}' is currently in use`);
      }
    }
  }
}
