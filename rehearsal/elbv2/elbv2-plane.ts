import { AwsError, type Plane } from '../plane.ts';
import { createArns } from './arns.ts';
import { BalancerBook } from './balancer-book.ts';
import { describeOperations } from './describe-operations.ts';
import { type BalancerAddresses, type CertificateFiles, Doors } from './doors.ts';
import { listenerRuleType } from './listener-rule-type.ts';
import { listenerType } from './listener-type.ts';
import { loadBalancerType } from './load-balancer-type.ts';
import { ruleOperations } from './rule-operations.ts';
import { Rules, type RulesPort } from './rules.ts';
import type { TargetAddress } from './target.ts';
import type { TargetHealth } from './target-group.ts';
import { targetGroupType } from './target-group-type.ts';
import { targetOperations } from './target-operations.ts';
import type { TrafficReading } from './traffic-counters.ts';

export interface Elbv2PlaneParts {
  readonly region: string;
  readonly addresses: BalancerAddresses;
  readonly certificates: CertificateFiles;
  /** @default Math.random - chooses between weighted target groups */
  readonly random?: () => number;
}

/** Who serves behind a target group, for those that start and end tasks. */
export interface TargetsPort {
  register(targetGroupArn: string, target: TargetAddress): void;
  /** Resolves when the target is drained. */
  deregister(targetGroupArn: string, target: TargetAddress): Promise<void>;
  health(targetGroupArn: string): readonly TargetHealth[];
  whenHealthy(targetGroupArn: string, target: TargetAddress, signal: AbortSignal): Promise<void>;
}

/** Readings of all traffic since the start, for metrics: by a balancer's or a target group's ARN. */
export interface TrafficPort {
  balancers(): ReadonlyMap<string, TrafficReading>;
  targetGroups(): ReadonlyMap<string, TrafficReading>;
  /** The balancer that sends to a target group, where one does. */
  balancerOf(targetGroupArn: string): string | undefined;
}

/** Target groups by the names deployment groups use. */
export interface TargetGroupNamesPort {
  arnOf(targetGroupName: string): string;
  /** The interval of its health check, as often as its healthy threshold says. */
  provenMsOf(targetGroupArn: string): number;
}

export interface Elbv2Plane extends Plane {
  readonly targetGroups: TargetGroupNamesPort;
  readonly targets: TargetsPort;
  readonly rules: RulesPort;
  readonly traffic: TrafficPort;
}

/** Application load balancers that truly balance, on loopback. */
export function createElbv2Plane({
  region,
  addresses,
  certificates,
  random = Math.random,
}: Elbv2PlaneParts): Elbv2Plane {
  const book = new BalancerBook();
  const arns = createArns(region);
  const rules = new Rules(book, arns);
  const doors = new Doors({ addresses, certificates, random });
  return {
    types: [
      loadBalancerType({ book, arns, doors }),
      listenerType({ book, arns, doors }),
      listenerRuleType(rules, book),
      targetGroupType(book, arns),
    ],
    apis: [
      {
        signingName: 'elasticloadbalancing',
        protocol: 'query',
        namespace: 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/',
        operations: {
          ...describeOperations(book),
          ...ruleOperations(rules, book),
          ...targetOperations(book),
        },
      },
    ],
    targets: {
      register: (arn, target) => book.targetGroup(arn).group.register(target),
      deregister: async (arn, target) => book.targetGroups.get(arn)?.group.deregister(target),
      health: (arn) => book.targetGroup(arn).group.health,
      whenHealthy: async (arn, target, signal) => book.targetGroup(arn).group.whenHealthy(target, signal),
    },
    targetGroups: {
      arnOf(name) {
        const known = [...book.targetGroups.values()].find(({ definition }) => definition.name === name);
        if (known) return known.group.arn;
        throw new AwsError('TargetGroupNotFound', `One or more target groups not found: '${name}'`);
      },
      provenMsOf(arn) {
        const { healthCheckIntervalSeconds, healthyThreshold } = book.targetGroup(arn).definition;
        return healthCheckIntervalSeconds * healthyThreshold * 1000;
      },
    },
    rules,
    traffic: {
      balancers: () => new Map([...book.balancers].map(([arn, { counters }]) => [arn, counters.read()])),
      targetGroups: () =>
        new Map([...book.targetGroups].map(([arn, { group }]) => [arn, group.counters.read()])),
      balancerOf: (arn) => book.balancersOf(arn)[0]?.arn,
    },
    async close() {
      await Promise.all(book.listeners.map((listener) => doors.shut(listener)));
      await Promise.all([...book.targetGroups.values()].map(({ group }) => group.close()));
      for (const balancer of book.balancers.values()) doors.leave(balancer);
    },
  };
}
