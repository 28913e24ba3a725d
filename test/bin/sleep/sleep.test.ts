import { DescribeInstancesCommand, type EC2Client, StopInstancesCommand } from '@aws-sdk/client-ec2';
import type { ECSClient } from '@aws-sdk/client-ecs';
import { DescribeDBInstancesCommand, type RDSClient, StopDBInstanceCommand } from '@aws-sdk/client-rds';
import { GetScheduleCommand, UpdateScheduleCommand } from '@aws-sdk/client-scheduler';
import { afterEach, describe, expect, it } from '@jest/globals';
import { restGround } from '../../../bin/sleep/rest-ground.ts';
import { restServices } from '../../../bin/sleep/rest-services.ts';
import { skipNextSleep } from '../../../bin/sleep/skip-next-sleep.ts';
import { wakesAtOf } from '../../../bin/sleep/wakes-at.ts';
import { retoldSchedule } from '../../../bin/wake/retold-schedule.ts';
import { boundAllServices } from '../../../bin/wake/service-bounds.ts';
import { sleepLater } from '../../../bin/wake/sleep-later.ts';
import { scaleFor } from '../../../pipeline/operations/scale-for.ts';
import { sleep, sleepingStage, tasks } from '../wake/sleeping-stage.ts';

let close: (() => Promise<void>) | undefined;
afterEach(() => close?.());

/** Time that passes a minute at each look. */
function minutes() {
  let minute = 0;
  const said: string[] = [];
  const pace = {
    now: () => minute * 60_000,
    say: (sentence: string) => void said.push(sentence),
    pause: async () => {
      minute += 1;
    },
  };
  return {
    pace,
    said,
    next: <Value>(states: readonly Value[]) => states[Math.min(minute, states.length - 1)],
  };
}

/** A database that is in the next of these states at each look, and an instance that is the way out. */
async function rest(database: readonly string[]) {
  const called: string[] = [];
  const { pace, said, next } = minutes();
  const rds = async (command: unknown) => {
    if (command instanceof StopDBInstanceCommand) called.push(`stop ${command.input.DBInstanceIdentifier}`);
    else expect(command).toBeInstanceOf(DescribeDBInstancesCommand);
    return { DBInstances: [{ DBInstanceStatus: next(database) }] };
  };
  const ec2 = async (command: unknown) => {
    if (command instanceof StopInstancesCommand) called.push(`stop ${command.input.InstanceIds?.join()}`);
    else expect(command).toBeInstanceOf(DescribeInstancesCommand);
    return { Reservations: [{ Instances: [{ InstanceId: 'i-nat' }] }] };
  };
  await restGround({
    stage: 'dev',
    rds: { send: rds } as Pick<RDSClient, 'send'>,
    ec2: { send: ec2 } as Pick<EC2Client, 'send'>,
    pace,
  });
  return { called, said };
}

describe('what services stand on', () => {
  it('is stopped once, and waited for', async () => {
    expect(await rest(['available', 'stopping', 'stopped'])).toEqual({
      called: ['stop i-nat', 'stop shoal-dev'],
      said: [
        'The way out of the network stops.',
        'The database stops, which takes some minutes on AWS …',
        'The database is stopping; waiting for it …',
        'The database sleeps.',
      ],
    });
  });

  it('is stopped when the copy that is being taken of it is there', async () => {
    const { called } = await rest(['backing-up', 'backing-up', 'available', 'stopped']);
    expect(called.at(-1)).toBe('stop shoal-dev');
  });

  it('is said to cost on where it does not stop', async () => {
    await expect(rest(['available', 'storage-full'])).rejects.toThrow(
      /is storage-full after 40 minutes, and costs as if it were awake/,
    );
  });
});

describe('services', () => {
  const resting = async (tasksAtEachLook: readonly number[]) => {
    const scene = await sleepingStage();
    close = scene.close;
    const { pace, said, next } = minutes();
    const ecs = {
      send: async () => ({ clusters: [{ runningTasksCount: next(tasksAtEachLook), pendingTasksCount: 0 }] }),
    } as unknown as Pick<ECSClient, 'send'>;
    const count = await restServices({ stage: 'dev', scaling: scene.scaling, ecs, pace });
    return { count, said, diary: scene.diary };
  };

  it('rest when their last task has ended, and not before', async () => {
    expect(await resting([9, 9, 2, 0])).toEqual({
      count: 2,
      said: ['9 tasks end what they began …', '2 tasks end what they began …'],
      diary: ['20T13:00 catalog 0-0', '20T13:00 users 0-0'],
    });
  });

  it('keep the database awake where one does not end', async () => {
    await expect(resting([1])).rejects.toThrow(/1 tasks of dev still run .* its database was left awake/);
  });
});

describe('a stage that was put to sleep', () => {
  it('is not put to sleep again in the evening, and wakes and sleeps as ever from then on', async () => {
    const { clock, diary, scheduler, close: end } = await sleepingStage();
    close = end;
    const wakesAt = wakesAtOf('dev', sleep, clock.now());
    await skipNextSleep({ stage: 'dev', wakesAt, scheduler });
    await clock.putTo('2026-11-24T00:00:00Z');
    expect(diary.filter((line) => line.includes('DBInstance'))).toEqual([
      '23T07:45 StartDBInstance',
      '23T20:15 StopDBInstance',
    ]);
  });

  it('forgets how late it was to sleep that evening', async () => {
    const { clock, diary, scaling, scheduler, close: end } = await sleepingStage();
    close = end;
    await sleepLater({ stage: 'dev', sleep, until: Date.parse('2026-11-20T22:00:00Z'), scaling, scheduler });
    await boundAllServices(scaling, 'dev', tasks);
    const wakesAt = wakesAtOf('dev', sleep, clock.now());
    await skipNextSleep({ stage: 'dev', wakesAt, scheduler });
    await clock.putTo('2026-11-23T12:00:00Z');
    expect(diary.filter((line) => line.includes('DBInstance'))).toEqual(['23T07:45 StartDBInstance']);
  });

  it('stays as it was apart from its start, and off what somebody turned off', async () => {
    const { clock, diary, scaling, scheduler, close: end } = await sleepingStage();
    close = end;
    const asked = { GroupName: 'dev', Name: 'dev-database-sleeps' };
    const schedule = () => scheduler.send(new GetScheduleCommand(asked));
    const before = {
      ...retoldSchedule(await schedule()),
      State: 'DISABLED' as const,
      EndDate: new Date('2027-01-01T00:00:00Z'),
      KmsKeyArn: 'arn:aws:kms:eu-central-1:000000000000:key/1',
      ScheduleExpressionTimezone: 'Europe/Lisbon',
    };
    await scheduler.send(new UpdateScheduleCommand(before));
    await sleepLater({ stage: 'dev', sleep, until: Date.parse('2026-11-20T22:00:00Z'), scaling, scheduler });
    await skipNextSleep({ stage: 'dev', wakesAt: wakesAtOf('dev', sleep, clock.now()), scheduler });
    expect(await schedule()).toMatchObject({ ...before, StartDate: new Date('2026-11-23T06:46:00Z') });
    await clock.putTo('2026-11-24T00:00:00Z');
    expect(diary.filter((line) => line.includes('StopDBInstance'))).toEqual([]);
  });

  it('starts no tasks again for a service that was scaled for a while', async () => {
    const { clock, diary, scaling, close: end } = await sleepingStage();
    close = end;
    const now = clock.now();
    const wanted = { min: 4, max: 8 };
    await scaleFor(scaling, { stage: 'dev', service: 'catalog', wanted, until: now + 3_600_000, now });
    diary.length = 0;
    const ecs = { send: async () => ({ clusters: [] }) } as unknown as Pick<ECSClient, 'send'>;
    await restServices({ stage: 'dev', scaling, ecs, pace: minutes().pace });
    await clock.putTo('2026-11-20T18:00:00Z');
    expect(diary).toEqual(['20T13:00 catalog 0-0', '20T13:00 users 0-0']);
  });

  it('is refused where it would have to wake before it sleeps', () => {
    expect(() => wakesAtOf('dev', sleep, Date.parse('2026-11-20T06:30:00Z'))).toThrow(
      /dev wakes by itself at Fri 07:45 \(Europe\/Berlin\), in less than 30 minutes/,
    );
  });
});
