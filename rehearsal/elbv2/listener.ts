import type { AnswerHeaders } from './answer-headers.ts';
import type { Front } from './front.ts';
import type { LoadBalancer } from './load-balancer.ts';
import { RouteTable } from './route-table.ts';
import type { Action } from './rule-action.ts';
import type { RuleCondition } from './rule-condition.ts';
import type { TargetGroup } from './target-group.ts';

export interface ListenerRule {
  readonly arn: string;
  priority: number;
  conditions: readonly RuleCondition[];
  action: Action;
}

export interface ListenerTerms {
  readonly port: number;
  readonly protocol: 'HTTP' | 'HTTPS';
  readonly certificateArns: readonly string[];
  readonly sslPolicy: string | undefined;
  readonly defaultAction: Action;
  readonly headers: AnswerHeaders;
}

/** A port of a balancer, and the rules that say where a request to it goes. */
export class Listener {
  readonly arn: string;
  readonly defaultRuleArn: string;
  readonly balancer: LoadBalancer;
  readonly rules = new Map<string, ListenerRule>();
  terms: ListenerTerms;
  front: Front | undefined;
  #routes: RouteTable;

  constructor(props: {
    arn: string;
    defaultRuleArn: string;
    balancer: LoadBalancer;
    terms: ListenerTerms;
    groupOf: GroupOf;
  }) {
    this.arn = props.arn;
    this.defaultRuleArn = props.defaultRuleArn;
    this.balancer = props.balancer;
    this.terms = props.terms;
    this.#routes = new RouteTable([], props.terms.defaultAction, props.groupOf);
  }

  get routes(): RouteTable {
    return this.#routes;
  }

  /** Takes its rules as they are now; requests from the next one on follow them. */
  compile(groupOf: GroupOf): void {
    this.#routes = new RouteTable([...this.rules.values()], this.terms.defaultAction, groupOf);
  }

  get actions(): readonly Action[] {
    return [this.terms.defaultAction, ...[...this.rules.values()].map(({ action }) => action)];
  }
}

export type GroupOf = (targetGroupArn: string) => TargetGroup;
