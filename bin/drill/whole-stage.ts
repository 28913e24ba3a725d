import type { ECSClient } from '@aws-sdk/client-ecs';
import { DescribeServicesCommand } from '@aws-sdk/client-ecs';
import { DescribeDBInstancesCommand, type RDSClient } from '@aws-sdk/client-rds';

export interface WholeStageParts {
  readonly ecs: Pick<ECSClient, 'send'>;
  readonly rds: Pick<RDSClient, 'send'>;
  readonly stage: string;
  readonly services: readonly string[];
}

/** DescribeServices takes no more. */
const batch = 10;

/** Whether every service has the tasks it should, and the database answers. */
export async function isWhole({ ecs, rds, stage, services }: WholeStageParts): Promise<boolean> {
  for (let at = 0; at < services.length; at += batch) {
    const answer = await ecs.send(
      new DescribeServicesCommand({ cluster: stage, services: services.slice(at, at + batch) }),
    );
    const short = (answer.services ?? []).some(
      ({ runningCount = 0, desiredCount = 0 }) => runningCount < desiredCount,
    );
    if (short) return false;
  }
  const { DBInstances: [database] = [] } = await rds.send(
    new DescribeDBInstancesCommand({ DBInstanceIdentifier: `shoal-${stage}` }),
  );
  return database?.DBInstanceStatus === 'available';
}
