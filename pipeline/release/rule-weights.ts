import type { Action, Rule, TargetGroupTuple } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { RuleOrder } from './rule-order.ts';

/** The weight of each target group a rule forwards to, by ARN. */
export function weightsOf(rule: Rule): ReadonlyMap<string, number> {
  const forward = rule.Actions?.find((action) => action.Type === 'forward');
  const tuples: readonly TargetGroupTuple[] = forward?.ForwardConfig?.TargetGroups ?? [];
  if (tuples.length === 0 && forward?.TargetGroupArn !== undefined)
    return new Map([[forward.TargetGroupArn, 100]]);
  return new Map(
    tuples.flatMap(({ TargetGroupArn: arn, Weight: weight }) =>
      arn === undefined ? [] : [[arn, weight ?? 1]],
    ),
  );
}

/** A new service has its tasks in the blue group. */
export function initialActions(order: RuleOrder): Action[] {
  return actions(order, 100, 0);
}

/**
 * The actions of the rule that takes another's place: the traffic stays where it is.
 * @throws where the group that has the traffic is not among the new ones, although the other one is
 */
export function actionsAfter(old: Rule, order: RuleOrder): Action[] {
  const live = weightsOf(old);
  const serving = [...live].filter(([, weight]) => weight > 0).map(([arn]) => arn);
  const kept = [order.blue, order.green].filter((arn) => live.has(arn));
  if (serving.length === 0) {
    throw new Error(
      `rule ${old.RuleArn} must be replaced and sends traffic nowhere, so the live colour cannot be known and nothing was changed: give one target group a weight, then deploy again`,
    );
  }
  // A pair of which nothing is kept belongs to a new service, and that starts in blue.
  if (kept.length === 0) return initialActions(order);
  const lost = serving.find((arn) => !kept.includes(arn));
  if (lost !== undefined) {
    throw new Error(
      `rule ${old.RuleArn}: target group ${lost} has live traffic and is not among the new ones: release once, so that the other colour serves, then deploy again`,
    );
  }
  return actions(order, live.get(order.blue) ?? 0, live.get(order.green) ?? 0);
}

function actions({ blue, green }: RuleOrder, blueWeight: number, greenWeight: number): Action[] {
  return [
    {
      Type: 'forward',
      ForwardConfig: {
        TargetGroups: [
          { TargetGroupArn: blue, Weight: blueWeight },
          { TargetGroupArn: green, Weight: greenWeight },
        ],
      },
    },
  ];
}
