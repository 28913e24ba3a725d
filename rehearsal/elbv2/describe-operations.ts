import { AwsError, type Operation } from '../plane.ts';
import type { BalancerBook } from './balancer-book.ts';
import * as describe from './describe.ts';
import { listOf, type Members, required } from './request-members.ts';

/** The calls that only look. Answers are whole: nothing here is long enough for pages. */
export function describeOperations(book: BalancerBook): Readonly<Record<string, Operation>> {
  const byName = <Item extends { readonly name: string }>(
    all: readonly Item[],
    input: Members,
    code: string,
  ) =>
    listOf(input, 'Names').map((name) => {
      const found = all.find((one) => one.name === name);
      if (!found) throw new AwsError(code, `'[${name}]' not found`);
      return found;
    });
  const attributesOf = (resolved: ReadonlyMap<string, string>) => ({
    Attributes: [...resolved].map(([Key, Value]) => ({ Key, Value })),
  });
  return {
    DescribeLoadBalancers(input) {
      const asked = [
        ...listOf(input, 'LoadBalancerArns').map((arn) => book.balancer(arn)),
        ...byName([...book.balancers.values()], input, 'LoadBalancerNotFound'),
      ];
      const shown = input.LoadBalancerArns || input.Names ? asked : [...book.balancers.values()];
      return { LoadBalancers: shown.map(describe.describeBalancer) };
    },
    DescribeListeners(input) {
      const listeners = input.LoadBalancerArn
        ? [...book.balancer(input.LoadBalancerArn).listeners.values()]
        : listOf(input, 'ListenerArns').map((arn) => book.listener(arn));
      return { Listeners: listeners.map(describe.describeListener) };
    },
    DescribeRules(input) {
      if (input.ListenerArn) return { Rules: describe.describeRules(book.listener(input.ListenerArn)) };
      const arns = listOf(input, 'RuleArns');
      if (arns.length === 0) {
        throw new AwsError('ValidationError', 'You must specify either listener rule ARNs or a listener ARN');
      }
      return { Rules: arns.map((arn) => ruleOf(book, arn)) };
    },
    DescribeTargetGroups(input) {
      const all = [...book.targetGroups.values()];
      const shown = input.LoadBalancerArn
        ? all.filter(({ group }) =>
            book.balancersOf(group.arn).includes(book.balancer(input.LoadBalancerArn)),
          )
        : input.TargetGroupArns || input.Names
          ? [
              ...listOf(input, 'TargetGroupArns').map((arn) => book.targetGroup(arn)),
              ...byName(
                all.map((known) => ({ ...known, name: known.definition.name })),
                input,
                'TargetGroupNotFound',
              ),
            ]
          : all;
      return { TargetGroups: shown.map((known) => describe.describeTargetGroup(known, book)) };
    },
    DescribeTargetHealth(input) {
      const { group, definition } = book.targetGroup(required(input, 'TargetGroupArn'));
      const asked = listOf<{ Id?: string; Port?: string }>(input, 'Targets');
      if (asked.length === 0) return { TargetHealthDescriptions: group.health.map(describe.describeHealth) };
      const shown = asked.map(({ Id = '', Port }) => {
        const port = Number(Port ?? definition.port);
        const known = group.health.find(({ target }) => target.address === Id && target.port === port);
        const absent = {
          reason: 'Target.NotRegistered',
          description: 'Target is not registered to the target group',
        };
        return known ?? { target: { address: Id, port }, state: 'unused' as const, ...absent };
      });
      return { TargetHealthDescriptions: shown.map(describe.describeHealth) };
    },
    DescribeLoadBalancerAttributes: (input) =>
      attributesOf(book.balancer(required(input, 'LoadBalancerArn')).resolvedAttributes),
    DescribeTargetGroupAttributes: (input) =>
      attributesOf(book.targetGroup(required(input, 'TargetGroupArn')).definition.attributes),
    DescribeListenerAttributes: (input) =>
      attributesOf(book.listener(required(input, 'ListenerArn')).terms.headers.resolved),
    DescribeTags: (input) => ({
      TagDescriptions: listOf(input, 'ResourceArns').map((ResourceArn) => ({
        ResourceArn,
        Tags: [...book.tagsOf(ResourceArn)].map(([Key, Value]) => ({ Key, Value })),
      })),
    }),
  };
}

function ruleOf(book: BalancerBook, arn: string): object {
  const listener = book.listeners.find(({ defaultRuleArn }) => defaultRuleArn === arn);
  if (listener) return describe.describeRules(listener).at(-1) ?? {};
  return describe.describeRule(book.rule(arn).rule);
}
