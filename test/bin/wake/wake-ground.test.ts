import { DescribeInstancesCommand, type EC2Client, StartInstancesCommand } from '@aws-sdk/client-ec2';
import { DescribeDBInstancesCommand, type RDSClient, StartDBInstanceCommand } from '@aws-sdk/client-rds';
import { describe, expect, it } from '@jest/globals';
import { wakeGround } from '../../../bin/wake/wake-ground.ts';

/** A stage whose database and way out are in the next of these states at each look. */
async function wake(database: readonly string[], wayOut: readonly string[] = []) {
  const called: string[] = [];
  const said: string[] = [];
  let minute = 0;
  const next = (states: readonly string[]) => states[Math.min(minute, states.length - 1)];
  const rds = async (command: unknown) => {
    if (command instanceof StartDBInstanceCommand) called.push(`start ${command.input.DBInstanceIdentifier}`);
    else expect(command).toBeInstanceOf(DescribeDBInstancesCommand);
    return { DBInstances: [{ DBInstanceStatus: next(database) }] };
  };
  const ec2 = async (command: unknown) => {
    if (command instanceof StartInstancesCommand) called.push(`start ${command.input.InstanceIds?.join()}`);
    else expect(command).toBeInstanceOf(DescribeInstancesCommand);
    return { Reservations: [{ Instances: [{ InstanceId: 'i-nat', State: { Name: next(wayOut) } }] }] };
  };
  await wakeGround({
    stage: 'dev',
    rds: { send: rds } as Pick<RDSClient, 'send'>,
    ec2: wayOut.length === 0 ? undefined : ({ send: ec2 } as Pick<EC2Client, 'send'>),
    say: (sentence) => said.push(sentence),
    now: () => minute * 60_000,
    // Those who wait beside each other look again at the same time.
    pause: async () => {
      minute += 1;
    },
  });
  return { called, said };
}

describe('waking what services stand on', () => {
  it('starts a stopped database and waits until it is there', async () => {
    expect(await wake(['stopped', 'starting', 'available'])).toEqual({
      called: ['start shoal-dev'],
      said: [
        'The database starts, which takes some ten minutes on AWS …',
        'The database is starting; waiting for it …',
        'The database is awake.',
      ],
    });
  });

  it('waits for a database that is still falling asleep, as AWS lets nobody interrupt that', async () => {
    const { called } = await wake(['stopping', 'stopping', 'stopped', 'starting', 'available']);
    expect(called).toEqual(['start shoal-dev']);
  });

  it('leaves a database alone that is awake', async () => {
    expect(await wake(['available'])).toEqual({ called: [], said: ['The database is awake already.'] });
  });

  it('starts the instance that is the way out', async () => {
    const { called } = await wake(['available'], ['stopped']);
    expect(called).toEqual(['start i-nat']);
  });

  it('says where to look when a database does not come up', async () => {
    await expect(wake(['stopped', 'incompatible-parameters'])).rejects.toThrow(
      /is incompatible-parameters after 40 minutes\. Look at its events: aws rds describe-events .*Services still sleep\./,
    );
  });
});
