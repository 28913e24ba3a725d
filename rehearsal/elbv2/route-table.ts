import type { RequestFacts } from './request-facts.ts';
import type { Action } from './rule-action.ts';
import { compileConditions, type RequestTest, type RuleCondition } from './rule-condition.ts';
import type { TargetGroup } from './target-group.ts';
import type { Choice } from './weighted-choice.ts';

export type Route =
  | { readonly type: 'forward'; readonly groups: readonly Choice<TargetGroup>[] }
  | Exclude<Action, { readonly type: 'forward' }>;

export interface RuleSource {
  readonly priority: number;
  readonly conditions: readonly RuleCondition[];
  readonly action: Action;
}

/** A listener's rules, compiled: the first by priority whose conditions hold, else the default. */
export class RouteTable {
  readonly #entries: readonly { readonly test: RequestTest; readonly route: Route }[];
  readonly #default: Route;

  constructor(rules: readonly RuleSource[], byDefault: Action, groupOf: (arn: string) => TargetGroup) {
    this.#entries = [...rules]
      .sort((one, other) => one.priority - other.priority)
      .map(({ conditions, action }) => ({
        test: compileConditions(conditions),
        route: routeOf(action, groupOf),
      }));
    this.#default = routeOf(byDefault, groupOf);
  }

  find(facts: RequestFacts): Route {
    for (const { test, route } of this.#entries) if (test(facts)) return route;
    return this.#default;
  }
}

function routeOf(action: Action, groupOf: (arn: string) => TargetGroup): Route {
  if (action.type !== 'forward') return action;
  return {
    type: 'forward',
    groups: action.weights.map(({ targetGroupArn, weight }) => ({ value: groupOf(targetGroupArn), weight })),
  };
}
