import * as iam from 'aws-cdk-lib/aws-iam';
import type { Experiment } from '../../platform/stage/experiments.ts';
import { cachePart, databasePart } from './data-experiments.ts';
import type { ExperimentPlan, Laboratory } from './experiment-plan.ts';

/**
 * A zone is lost: its subnets are cut off from everything, which takes its tasks and its half of each balancer out, and
 * the database and the cache lose what they have there, where they have more elsewhere.
 */
export function loseZone(
  { zone, minutes }: Extract<Experiment, { readonly kind: 'lose-zone' }>,
  laboratory: Laboratory,
): ExperimentPlan {
  const { stage } = laboratory;
  const parts = [
    subnetsPart(zone, minutes, laboratory),
    ...(stage.database.multiAz ? [databasePart(laboratory)] : []),
    ...(stage.cache.replicas > 0 ? [cachePart(zone, minutes, laboratory)] : []),
  ];
  return {
    description: `Cuts off ${zone} for ${minutes} minutes: the other zones serve, and it comes back by itself`,
    targets: Object.assign({}, ...parts.map(({ targets }) => targets)),
    actions: Object.assign({}, ...parts.map(({ actions }) => actions)),
    permissions: parts.flatMap(({ permissions }) => permissions),
    stars: parts.flatMap(({ stars }) => stars),
  };
}

function subnetsPart(
  zone: string,
  minutes: number,
  { stack, stage, vpcId }: Laboratory,
): Omit<ExperimentPlan, 'description'> {
  const ec2 = (resource: string, resourceName: string): string =>
    stack.formatArn({ service: 'ec2', resource, resourceName });
  const [lists, subnets] = [ec2('network-acl', '*'), ec2('subnet', '*')];
  const vpc = ec2('vpc', vpcId);
  const byFis = { 'aws:RequestTag/managedByFIS': 'true' };
  const ofFis = { 'aws:ResourceTag/managedByFIS': 'true' };
  return {
    targets: {
      subnets: {
        resourceType: 'aws:ec2:subnet',
        resourceTags: { platform: 'shoal', stage: stage.name },
        parameters: { availabilityZoneIdentifier: zone, vpc: vpcId },
        selectionMode: 'ALL',
      },
    },
    actions: {
      'cut-off': {
        actionId: 'aws:network:disrupt-connectivity',
        parameters: { duration: `PT${minutes}M`, scope: 'all' },
        targets: { Subnets: 'subnets' },
      },
    },
    // FIS puts a list of its own before each subnet, and takes it away at the end.
    permissions: [
      new iam.PolicyStatement({ actions: ['ec2:CreateNetworkAcl'], resources: [vpc] }),
      new iam.PolicyStatement({
        actions: ['ec2:CreateNetworkAcl'],
        resources: [lists],
        conditions: { StringEquals: byFis },
      }),
      new iam.PolicyStatement({
        actions: ['ec2:CreateTags'],
        resources: [lists],
        conditions: { StringEquals: { ...byFis, 'ec2:CreateAction': 'CreateNetworkAcl' } },
      }),
      new iam.PolicyStatement({
        actions: ['ec2:CreateNetworkAclEntry', 'ec2:DeleteNetworkAcl'],
        resources: [lists],
        conditions: { StringEquals: ofFis },
      }),
      new iam.PolicyStatement({
        actions: ['ec2:ReplaceNetworkAclAssociation'],
        resources: [subnets, lists],
        conditions: { ArnEquals: { 'ec2:Vpc': vpc } },
      }),
      new iam.PolicyStatement({
        actions: [
          'ec2:DescribeManagedPrefixLists',
          'ec2:DescribeNetworkAcls',
          'ec2:DescribeSubnets',
          'ec2:DescribeVpcs',
          'tag:GetResources',
        ],
        resources: ['*'],
      }),
    ],
    stars: [
      {
        arn: lists,
        reason:
          'FIS makes the lists when the experiment starts, so their ids are not known; conditions admit those that it made itself, and an exchange within the one network only.',
      },
      {
        arn: subnets,
        reason:
          'Subnets are found by tag and zone when the experiment starts; the condition beside it confines the exchange of their lists to the one network.',
      },
      {
        arn: '*',
        reason:
          'Describing networks and finding resources by their tags knows no resource; nothing of what is in them is told.',
      },
    ],
  };
}
