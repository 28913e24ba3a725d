import { Aws } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import type { Construct } from 'constructs';
import { imagePrefix } from './repositories.ts';

/** Copies every image of ours to these regions, so that a stage pulls from its own and needs no other to start a task. */
export function imageReplication(scope: Construct, regions: readonly string[]): void {
  if (regions.length === 0) return;
  new ecr.CfnReplicationConfiguration(scope, 'Replication', {
    replicationConfiguration: {
      rules: [
        {
          destinations: regions.map((region) => ({ region, registryId: Aws.ACCOUNT_ID })),
          repositoryFilters: [{ filter: `${imagePrefix}/`, filterType: 'PREFIX_MATCH' }],
        },
      ],
    },
  });
}
