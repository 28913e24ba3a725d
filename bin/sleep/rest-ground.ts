import { DescribeInstancesCommand, type EC2Client, StopInstancesCommand } from '@aws-sdk/client-ec2';
import { DescribeDBInstancesCommand, type RDSClient, StopDBInstanceCommand } from '@aws-sdk/client-rds';
import type { Pace } from '../../pipeline/operations/pace.ts';
import { Refusal } from '../command.ts';

export interface RestGroundParts {
  readonly stage: string;
  readonly rds: Pick<RDSClient, 'send'>;
  /** Nothing where no instance of ours is the way out. */
  readonly ec2: Pick<EC2Client, 'send'> | undefined;
  readonly pace: Pace;
}

const longestWaitMinutes = 40;

/** Stops the database and the way out of a stage whose services rest already; resolves when both have stopped. */
export async function restGround({ stage, rds, ec2, pace }: RestGroundParts): Promise<void> {
  if (ec2 !== undefined) await restWayOut(stage, ec2, pace);
  await restDatabase(stage, rds, pace);
}

async function restDatabase(stage: string, rds: Pick<RDSClient, 'send'>, pace: Pace): Promise<void> {
  const DBInstanceIdentifier = `shoal-${stage}`;
  const began = pace.now();
  let told: string | undefined;
  for (;;) {
    const { DBInstances = [] } = await rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier }));
    const status = DBInstances[0]?.DBInstanceStatus ?? 'unknown';
    if (status === 'stopped') {
      pace.say(told === undefined ? 'The database sleeps already.' : 'The database sleeps.');
      return;
    }
    if (status === 'available') await rds.send(new StopDBInstanceCommand({ DBInstanceIdentifier }));
    const next =
      status === 'available'
        ? 'The database stops, which takes some minutes on AWS …'
        : `The database is ${status}; waiting for it …`;
    if (next !== told) pace.say(next);
    told = next;
    if (pace.now() - began > longestWaitMinutes * 60_000) {
      throw new Refusal(
        `The database ${DBInstanceIdentifier} is ${status} after ${longestWaitMinutes} minutes, and costs as if it were awake. Its events say why: aws rds describe-events --source-type db-instance --source-identifier ${DBInstanceIdentifier}. Services sleep.`,
      );
    }
    await pace.pause();
  }
}

async function restWayOut(stage: string, ec2: Pick<EC2Client, 'send'>, pace: Pace): Promise<void> {
  const Filters = [
    { Name: 'tag:platform', Values: ['shoal'] },
    { Name: 'tag:stage', Values: [stage] },
    { Name: 'instance-state-name', Values: ['pending', 'running'] },
  ];
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ Filters }));
  const InstanceIds = Reservations.flatMap(({ Instances = [] }) => Instances).flatMap(
    ({ InstanceId }) => InstanceId ?? [],
  );
  if (InstanceIds.length === 0) return;
  await ec2.send(new StopInstancesCommand({ InstanceIds }));
  pace.say('The way out of the network stops.');
}
