import { ArnFormat } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Experiment } from '../../platform/stage/experiments.ts';
import type { ExperimentPlan, Laboratory } from './experiment-plan.ts';

export function failDatabaseOver(_experiment: Experiment, laboratory: Laboratory): ExperimentPlan {
  const part = databasePart(laboratory);
  return {
    ...part,
    description: 'Restarts the database on its standby: services wait for it and go on without a restart',
  };
}

export function failCacheOver(
  { zone, minutes }: Extract<Experiment, { readonly kind: 'fail-cache-over' }>,
  laboratory: Laboratory,
): ExperimentPlan {
  const part = cachePart(zone, minutes, laboratory);
  return {
    ...part,
    description: `Takes the cache's nodes in ${zone} away: a replica takes over, and what is cached is still there`,
  };
}

type Part = Omit<ExperimentPlan, 'description'>;

/** The database and its standby change places. */
export function databasePart({ stack, database }: Laboratory): Part {
  const arn = stack.formatArn({
    service: 'rds',
    resource: 'db',
    resourceName: database,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  return {
    targets: { database: { resourceType: 'aws:rds:db', resourceArns: [arn], selectionMode: 'ALL' } },
    actions: {
      'fail-database-over': {
        actionId: 'aws:rds:reboot-db-instances',
        parameters: { forceFailover: 'true' },
        targets: { DBInstances: 'database' },
      },
    },
    permissions: [
      new iam.PolicyStatement({
        actions: ['rds:DescribeDBInstances', 'rds:RebootDBInstance'],
        resources: [arn],
      }),
    ],
    stars: [],
  };
}

/** The cache loses a zone. */
export function cachePart(zone: string, minutes: number, { stack, stage }: Laboratory): Part {
  const arn = stack.formatArn({
    service: 'elasticache',
    resource: 'replicationgroup',
    resourceName: '*',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  return {
    targets: {
      cache: {
        resourceType: 'aws:elasticache:replicationgroup',
        resourceTags: { platform: 'shoal', stage: stage.name },
        parameters: { availabilityZoneIdentifier: zone },
        selectionMode: 'ALL',
      },
    },
    actions: {
      'fail-cache-over': {
        actionId: 'aws:elasticache:replicationgroup-interrupt-az-power',
        parameters: { duration: `PT${minutes}M` },
        targets: { ReplicationGroups: 'cache' },
      },
    },
    permissions: [
      new iam.PolicyStatement({
        actions: ['elasticache:DescribeReplicationGroups', 'elasticache:InterruptClusterAzPower'],
        resources: [arn],
        conditions: { StringEquals: { 'aws:ResourceTag/stage': stage.name } },
      }),
      new iam.PolicyStatement({ actions: ['tag:GetResources'], resources: ['*'] }),
    ],
    stars: [
      {
        arn,
        reason:
          'ElastiCache makes the id of a replication group up, so it is found by its tags; the condition beside it admits those of this stage and no others.',
      },
      {
        arn: '*',
        reason:
          'tag:GetResources finds the cache by its tags and takes no resource. It tells which resources have which tags and nothing of what is in them.',
      },
    ],
  };
}
