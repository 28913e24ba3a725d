import { DescribeInstancesCommand, type EC2Client, StartInstancesCommand } from '@aws-sdk/client-ec2';
import { DescribeDBInstancesCommand, type RDSClient, StartDBInstanceCommand } from '@aws-sdk/client-rds';
import { Refusal } from '../command.ts';

export interface WakeGroundParts {
  readonly stage: string;
  readonly rds: Pick<RDSClient, 'send'>;
  /** Nothing where no instance of ours is the way out. */
  readonly ec2: Pick<EC2Client, 'send'> | undefined;
  readonly say: (sentence: string) => void;
  readonly now: () => number;
  /** Between two looks. */
  readonly pause: () => Promise<unknown>;
}

const longestWaitMinutes = 40;

/** Starts the database and the way out of a stage; resolves when services would find both. */
export async function wakeGround(parts: WakeGroundParts): Promise<void> {
  const { ec2 } = parts;
  await Promise.all([wakeDatabase(parts), ...(ec2 === undefined ? [] : [wakeWayOut({ ...parts, ec2 })])]);
}

async function wakeDatabase({ stage, rds, say, now, pause }: WakeGroundParts): Promise<void> {
  const DBInstanceIdentifier = `shoal-${stage}`;
  const started = now();
  let told: string | undefined;
  for (;;) {
    const { DBInstances = [] } = await rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier }));
    const status = DBInstances[0]?.DBInstanceStatus ?? 'unknown';
    if (status === 'available') {
      say(told === undefined ? 'The database is awake already.' : 'The database is awake.');
      return;
    }
    if (status === 'stopped') await rds.send(new StartDBInstanceCommand({ DBInstanceIdentifier }));
    const next =
      status === 'stopped'
        ? 'The database starts, which takes some ten minutes on AWS …'
        : `The database is ${status}; waiting for it …`;
    if (next !== told) say(next);
    told = next;
    if (now() - started > longestWaitMinutes * 60_000) {
      throw new Refusal(
        `The database ${DBInstanceIdentifier} is ${status} after ${longestWaitMinutes} minutes. Look at its events: aws rds describe-events --source-type db-instance --source-identifier ${DBInstanceIdentifier}. Services still sleep.`,
      );
    }
    await pause();
  }
}

async function wakeWayOut({
  stage,
  ec2,
  say,
  pause,
}: WakeGroundParts & { readonly ec2: Pick<EC2Client, 'send'> }): Promise<void> {
  const Filters = [
    { Name: 'tag:platform', Values: ['shoal'] },
    { Name: 'tag:stage', Values: [stage] },
    { Name: 'instance-state-name', Values: ['pending', 'running', 'stopping', 'stopped'] },
  ];
  for (;;) {
    const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ Filters }));
    const instances = Reservations.flatMap(({ Instances = [] }) => Instances);
    const inState = (state: string) =>
      instances.filter(({ State }) => State?.Name === state).flatMap(({ InstanceId }) => InstanceId ?? []);
    const stopped = inState('stopped');
    if (stopped.length > 0) {
      await ec2.send(new StartInstancesCommand({ InstanceIds: stopped }));
      say('The way out of the network starts.');
    }
    if (inState('stopping').length === 0) return;
    await pause();
  }
}
