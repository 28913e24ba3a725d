import type { ElasticLoadBalancingV2Client, Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { CustomResourceEvent, OnEventResult } from './custom-resource.ts';
import { physicalIdOf } from './custom-resource.ts';
import { createListenerRules } from './listener-rules.ts';
import { oldPropertiesOf, propertiesOf } from './resource-properties.ts';
import { conditionsText, type RuleOrder, ruleOrderOf } from './rule-order.ts';
import { actionsAfter, initialActions, weightsOf } from './rule-weights.ts';

export interface TrafficRuleParts {
  readonly elbv2: Pick<ElasticLoadBalancingV2Client, 'send'>;
}

export interface TrafficRule {
  onEvent(event: CustomResourceEvent): Promise<OnEventResult>;
}

/** The highest priority ELB knows. */
const lastPriority = 50_000;

/**
 * `Custom::TrafficRule`: a listener rule whose actions belong to CodeDeploy once it exists. An update changes
 * conditions and priority only, so no stack update can send traffic to the empty colour.
 */
export function createTrafficRule({ elbv2 }: TrafficRuleParts): TrafficRule {
  const rules = createListenerRules(elbv2);

  async function create(order: RuleOrder, actions = initialActions(order)): Promise<string> {
    const created = await rules.create(order, order.priority, actions);
    if (created?.RuleArn !== undefined) return created.RuleArn;
    // Taken: by an earlier try of our own, whose answer was lost, or by somebody else.
    const found = await rules.of(order.listenerArn);
    return adoptable(order, found) ?? collide(order, found);
  }

  async function update(ruleArn: string, order: RuleOrder): Promise<string> {
    const rule = await rules.find(ruleArn);
    if (rule === undefined) {
      const adopted = adoptable(order, await rules.of(order.listenerArn));
      if (adopted !== undefined) return adopted;
      throw new Error(
        `rule ${ruleArn} is gone, so the live colour cannot be known and nothing was changed: put it back with priority ${order.priority}, ${conditionsText(order.conditions)}, and both target groups weighted, then deploy again`,
      );
    }
    if (conditionsText(rule.Conditions ?? []) !== conditionsText(order.conditions)) {
      await rules.setConditions(ruleArn, order);
    }
    if (rule.Priority !== String(order.priority) && !(await rules.setPriority(ruleArn, order.priority))) {
      return collide(order, await rules.of(order.listenerArn));
    }
    return ruleArn;
  }

  async function replace(ruleArn: string, order: RuleOrder): Promise<string> {
    const found = await rules.of(order.listenerArn);
    const adopted = adoptable(order, found);
    if (adopted !== undefined) return adopted;
    const old = await rules.find(ruleArn);
    if (old === undefined) {
      throw new Error(
        `rule ${ruleArn} must be replaced and is gone, so the live colour cannot be known and nothing was changed: put the rule back, then deploy again`,
      );
    }
    const actions = actionsAfter(old, order);
    const inTheWay = found.some(
      (rule) => rule.RuleArn === ruleArn && rule.Priority === String(order.priority),
    );
    if (!inTheWay) return create(order, actions);
    // The old rule keeps its place, and the traffic, until CloudFormation deletes it.
    const created = await rules.create(order, freePriority(order.priority, found), actions);
    return created?.RuleArn ?? collide(order, found);
  }

  return {
    async onEvent(event) {
      if (event.RequestType === 'Delete') {
        const id = physicalIdOf(event);
        // An id of another kind stands for a creation that failed before there was a rule.
        if (id.includes(':listener-rule/')) await rules.remove(id);
        return { PhysicalResourceId: id };
      }
      const order = ruleOrderOf(propertiesOf(event));
      const ruleArn = await (event.RequestType === 'Create'
        ? create(order)
        : (isReplacement(event, order) ? replace : update)(physicalIdOf(event), order));
      return { PhysicalResourceId: ruleArn, Data: { RuleArn: ruleArn } };
    },
  };
}

function isReplacement(event: CustomResourceEvent, order: RuleOrder): boolean {
  const properties = oldPropertiesOf(event);
  if (properties === undefined) return false;
  const old = ruleOrderOf(properties);
  return old.listenerArn !== order.listenerArn || old.blue !== order.blue || old.green !== order.green;
}

/** @returns the rule an earlier try of the same request made, whatever CodeDeploy has done to its weights since. */
function adoptable(order: RuleOrder, found: readonly Rule[]): string | undefined {
  return found.find((rule) => {
    const groups = [...weightsOf(rule).keys()];
    return (
      rule.Priority === String(order.priority) &&
      conditionsText(rule.Conditions ?? []) === conditionsText(order.conditions) &&
      // One of them is enough: after a release there may be no other left in the rule.
      groups.length > 0 &&
      groups.every((group) => group === order.blue || group === order.green)
    );
  })?.RuleArn;
}

function collide(order: RuleOrder, found: readonly Rule[]): never {
  const holder = found.find((rule) => rule.Priority === String(order.priority));
  const who =
    holder === undefined
      ? 'another rule'
      : `${holder.RuleArn} (${conditionsText(holder.Conditions ?? [])} to ${[...weightsOf(holder).keys()].join(', ')})`;
  throw new Error(
    `priority ${order.priority} on listener ${order.listenerArn}: taken by ${who}, a priority can be had once on a listener; ` +
      `free are ${freePriority(order.priority, found)} and others: deploy the stack that holds it first, or remove that rule`,
  );
}

function freePriority(from: number, found: readonly Rule[]): number {
  const taken = new Set(found.map((rule) => rule.Priority));
  for (let priority = from + 1; priority <= lastPriority; priority++) {
    if (!taken.has(String(priority))) return priority;
  }
  throw new Error(`no priority above ${from} is free, the highest is ${lastPriority}`);
}
