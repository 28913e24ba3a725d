import { AwsError } from '../plane.ts';
import type { KeyValue } from './known-attributes.ts';
import type { Listener, ListenerRule } from './listener.ts';
import type { LoadBalancer } from './load-balancer.ts';
import type { Action } from './rule-action.ts';
import type { TargetGroup } from './target-group.ts';
import type { TargetGroupDefinition } from './target-group-definition.ts';

export interface KnownTargetGroup {
  readonly group: TargetGroup;
  definition: TargetGroupDefinition;
}

/** Every balancer, listener, rule and target group there is, by ARN; what is not there is refused in AWS's words. */
export class BalancerBook {
  readonly balancers = new Map<string, LoadBalancer>();
  readonly targetGroups = new Map<string, KnownTargetGroup>();
  readonly #tags = new Map<string, Map<string, string>>();

  balancer(arn: unknown): LoadBalancer {
    const found = this.balancers.get(String(arn));
    if (!found) throw new AwsError('LoadBalancerNotFound', `Load balancers '[${arn}]' not found`);
    return found;
  }

  get listeners(): readonly Listener[] {
    return [...this.balancers.values()].flatMap(({ listeners }) => [...listeners.values()]);
  }

  listener(arn: unknown): Listener {
    const found = this.listeners.find((listener) => listener.arn === arn);
    if (!found) throw new AwsError('ListenerNotFound', `One or more listeners not found: '${arn}'`);
    return found;
  }

  rule(arn: unknown): { readonly listener: Listener; readonly rule: ListenerRule } {
    for (const listener of this.listeners) {
      const rule = listener.rules.get(String(arn));
      if (rule) return { listener, rule };
    }
    throw new AwsError('RuleNotFound', `One or more rules not found: '${arn}'`);
  }

  targetGroup(arn: unknown): KnownTargetGroup {
    const found = this.targetGroups.get(String(arn));
    if (!found) throw new AwsError('TargetGroupNotFound', `One or more target groups not found: '${arn}'`);
    return found;
  }

  /** The balancers that send to a group: one at most, as a group belongs to a single balancer. */
  balancersOf(targetGroupArn: string): readonly LoadBalancer[] {
    return [...this.balancers.values()].filter(({ listeners }) =>
      [...listeners.values()].some(({ actions }) => actions.some((action) => names(action, targetGroupArn))),
    );
  }

  /** Refuses an action whose groups are not there or belong to another balancer. */
  check(action: Action, balancer: LoadBalancer): void {
    if (action.type !== 'forward') return;
    for (const { targetGroupArn } of action.weights) {
      this.targetGroup(targetGroupArn);
      if (this.balancersOf(targetGroupArn).some((other) => other !== balancer)) {
        throw new AwsError(
          'TargetGroupAssociationLimit',
          `The following target groups cannot be associated with more than one load balancer: ${targetGroupArn}`,
        );
      }
    }
  }

  /** To be called when a listener's rules have changed. */
  changed(listener: Listener): void {
    listener.compile((arn) => this.targetGroup(arn).group);
    this.judgeUse();
  }

  /** A group is in use while some rule names it, a weight of 0 included. */
  judgeUse(): void {
    for (const [arn, { group }] of this.targetGroups) group.inUse = this.balancersOf(arn).length > 0;
  }

  tagsOf(arn: string): Map<string, string> {
    const tags = this.#tags.get(arn) ?? new Map<string, string>();
    this.#tags.set(arn, tags);
    return tags;
  }

  setTags(arn: string, tags: readonly KeyValue[]): void {
    this.#tags.set(arn, new Map(tags.map(({ Key = '', Value = '' }) => [Key, Value])));
  }

  forget(arn: string): void {
    this.#tags.delete(arn);
  }
}

function names(action: Action, targetGroupArn: string): boolean {
  return (
    action.type === 'forward' && action.weights.some((weighted) => weighted.targetGroupArn === targetGroupArn)
  );
}
