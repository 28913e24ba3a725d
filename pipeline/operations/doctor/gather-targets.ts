import type { DeploymentGroupInfo } from '@aws-sdk/client-codedeploy';
import {
  DescribeRulesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  type ElasticLoadBalancingV2Client,
  type TargetGroup,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { TargetEvidence } from './evidence.ts';

export interface TargetQuery {
  /** Both colours, by name. */
  readonly names: readonly string[];
  readonly group: DeploymentGroupInfo | undefined;
}

export async function targetEvidenceOf(
  elb: Pick<ElasticLoadBalancingV2Client, 'send'>,
  { names, group }: TargetQuery,
): Promise<readonly TargetEvidence[]> {
  const groups = await groupsNamed(elb, names);
  const weights = await weightsOf(elb, groups, productionListenersOf(group));
  return Promise.all(
    groups.map(async ({ TargetGroupArn = '', TargetGroupName = '' }) => {
      const { TargetHealthDescriptions = [] } = await elb.send(
        new DescribeTargetHealthCommand({ TargetGroupArn }),
      );
      return {
        group: TargetGroupName,
        weight: weights.get(TargetGroupArn),
        targets: TargetHealthDescriptions.map(({ Target, TargetHealth }) => ({
          address: Target?.Id ?? '',
          port: Target?.Port,
          state: TargetHealth?.State ?? '',
          reason: TargetHealth?.Reason ?? '',
          description: TargetHealth?.Description ?? '',
        })),
      };
    }),
  );
}

async function groupsNamed(
  elb: Pick<ElasticLoadBalancingV2Client, 'send'>,
  names: readonly string[],
): Promise<readonly TargetGroup[]> {
  try {
    const { TargetGroups = [] } = await elb.send(new DescribeTargetGroupsCommand({ Names: [...names] }));
    return TargetGroups;
  } catch (error) {
    if (error instanceof Error && error.name.startsWith('TargetGroupNotFound')) return [];
    throw error;
  }
}

function productionListenersOf(group: DeploymentGroupInfo | undefined): readonly string[] {
  const pairs = group?.loadBalancerInfo?.targetGroupPairInfoList ?? [];
  return pairs.flatMap(({ prodTrafficRoute }) => prodTrafficRoute?.listenerArns ?? []);
}

/** Percent of the traffic, by target group. */
async function weightsOf(
  elb: Pick<ElasticLoadBalancingV2Client, 'send'>,
  groups: readonly TargetGroup[],
  listeners: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const weights = new Map<string, number>();
  const ours = new Set(groups.map(({ TargetGroupArn }) => TargetGroupArn));
  for (const ListenerArn of listeners) {
    const { Rules = [] } = await elb.send(new DescribeRulesCommand({ ListenerArn }));
    const forwards = Rules.flatMap(({ Actions = [] }) => Actions).map(
      ({ ForwardConfig, TargetGroupArn }) => ForwardConfig?.TargetGroups ?? [{ TargetGroupArn, Weight: 1 }],
    );
    const forward = forwards.find((all) => all.some(({ TargetGroupArn }) => ours.has(TargetGroupArn))) ?? [];
    const sum = forward.reduce((total, { Weight = 1 }) => total + Weight, 0);
    for (const { TargetGroupArn = '', Weight = 1 } of forward) {
      weights.set(TargetGroupArn, sum === 0 ? 0 : Math.round((100 * Weight) / sum));
    }
  }
  return weights;
}
