import { describe, expect, it } from '@jest/globals';
import { Calendar } from '../../../rehearsal/calendar/calendar.ts';
import { RestPayload } from '../../../rehearsal/endpoint/rest.ts';
import { createSchedulerPlane } from '../../../rehearsal/scheduler/scheduler-plane.ts';
import { CalendarClock } from '../calendar-clock.ts';

const resource = {
  stackName: 's',
  stackId: 's',
  logicalId: 'l',
  type: 'AWS::Scheduler::Schedule',
  progress: () => undefined,
};
const sleeps = {
  Name: 'dev-database-sleeps',
  GroupName: 'dev',
  ScheduleExpression: 'cron(15 20 ? * MON-FRI *)',
  ScheduleExpressionTimezone: 'Europe/Berlin',
  FlexibleTimeWindow: { Mode: 'OFF' },
  Target: {
    Arn: 'arn:aws:scheduler:::aws-sdk:rds:stopDBInstance',
    Input: '{"DbInstanceIdentifier":"shoal-dev"}',
  },
};

async function scheduled(properties: Readonly<Record<string, unknown>>) {
  const calls: unknown[] = [];
  const clock = new CalendarClock('2026-11-20T12:00:00Z');
  const plane = createSchedulerPlane({
    region: 'eu-central-1',
    calendar: new Calendar({ clock, keepsRecurring: true, say: () => undefined }),
    call: async (...call) => calls.push(call),
  });
  const type = plane.types.find(({ type }) => type === resource.type);
  const [api] = plane.apis;
  if (type === undefined || api === undefined) throw new Error('no schedules are played');
  const made = await type.create({ ...resource, properties });
  const ask = (route: string, path: object, members: object = {}) =>
    api.operations[route]?.({ ...path, Payload: new RestPayload(JSON.stringify(members), {}) });
  return { calls, clock, made, ask, type };
}

describe('a schedule', () => {
  it('calls the API it names when it is due, with the members as that API has them', async () => {
    const { calls, clock, made } = await scheduled(sleeps);
    expect(made.attributes).toEqual({
      Arn: 'arn:aws:scheduler:eu-central-1:000000000000:schedule/dev/dev-database-sleeps',
    });
    await clock.putTo('2026-11-20T19:15:00Z');
    expect(calls).toEqual([['rds', 'StopDBInstance', { DBInstanceIdentifier: 'shoal-dev' }]]);
  });

  it('runs a task on the revision it names', async () => {
    const cluster = 'arn:aws:ecs:eu-central-1:000000000000:cluster/dev';
    const { calls, clock } = await scheduled({
      ...sleeps,
      Target: {
        Arn: cluster,
        EcsParameters: { TaskDefinitionArn: 'dev-payments-reconcile:3', Group: 'schedule' },
      },
    });
    await clock.putTo('2026-11-20T19:15:00Z');
    expect(calls).toEqual([
      ['ecs', 'RunTask', expect.objectContaining({ cluster, taskDefinition: 'dev-payments-reconcile:3' })],
    ]);
  });

  it('is put off by whoever reads it, changes its start and writes it back', async () => {
    const { calls, clock, ask } = await scheduled(sleeps);
    const read = await ask('GET /schedules/{Name}', { Name: sleeps.Name, groupName: 'dev' });
    expect(read).toMatchObject({ Name: sleeps.Name, Target: sleeps.Target });
    const StartDate = Date.parse('2026-11-20T22:15:00Z') / 1000;
    await ask('PUT /schedules/{Name}', { Name: sleeps.Name }, { ...sleeps, StartDate });
    await clock.putTo('2026-11-22T00:00:00Z');
    expect(calls).toEqual([]);
    await clock.putTo('2026-11-23T19:15:00Z');
    expect(calls).toHaveLength(1);
  });

  it('that is turned off is never due, and is on again once it is written back without saying so', async () => {
    const { calls, clock, ask } = await scheduled({ ...sleeps, State: 'DISABLED' });
    const state = async () =>
      (await ask('GET /schedules/{Name}', { Name: sleeps.Name, groupName: 'dev' })) as object;
    await clock.putTo('2026-11-21T00:00:00Z');
    expect(await state()).toMatchObject({ State: 'DISABLED' });
    expect(calls).toEqual([]);
    await ask('PUT /schedules/{Name}', { Name: sleeps.Name }, sleeps);
    await clock.putTo('2026-11-24T00:00:00Z');
    expect(await state()).toMatchObject({ State: 'ENABLED' });
    expect(calls).toHaveLength(1);
  });

  it('of a single time is gone once it is done, where it says so', async () => {
    const { calls, clock, ask } = await scheduled(sleeps);
    const once = {
      ...sleeps,
      ScheduleExpression: 'at(2026-11-20T15:00:00)',
      ActionAfterCompletion: 'DELETE',
    };
    await ask('POST /schedules/{Name}', { Name: 'once' }, once);
    expect(() => ask('POST /schedules/{Name}', { Name: 'once' }, once)).toThrow(
      'Schedule once already exists.',
    );
    await clock.putTo('2026-11-20T14:00:00Z');
    expect(calls).toHaveLength(1);
    expect(() => ask('GET /schedules/{Name}', { Name: 'once', groupName: 'dev' })).toThrow(
      'Schedule once does not exist.',
    );
  });

  it('that its stack deletes is never due', async () => {
    const { calls, clock, type, made } = await scheduled(sleeps);
    await type.delete({ ...resource, physicalId: made.physicalId, properties: sleeps });
    await clock.putTo('2026-11-24T00:00:00Z');
    expect(calls).toEqual([]);
  });
});
