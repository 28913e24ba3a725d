import { describe, expect, it } from '@jest/globals';
import { createScalingPlane } from '../../../rehearsal/application-autoscaling/scaling-plane.ts';
import { Calendar } from '../../../rehearsal/calendar/calendar.ts';
import { CalendarClock } from '../calendar-clock.ts';

const call = {
  stackName: 's',
  stackId: 's',
  logicalId: 'l',
  type: 'AWS::…::ScalableTarget',
  progress: () => undefined,
};
const properties = {
  ServiceNamespace: 'ecs',
  ScalableDimension: 'ecs:service:DesiredCount',
  ResourceId: 'service/dev/catalog',
  MinCapacity: 2,
  MaxCapacity: 4,
};

function scalableTarget() {
  const calls: unknown[] = [];
  const clock = new CalendarClock('2026-11-20T12:00:00Z');
  const calendar = new Calendar({ clock, keepsRecurring: true, say: () => undefined });
  const setBounds = (...args: readonly unknown[]) => calls.push(args);
  const plane = createScalingPlane({ region: 'eu-central-1', setBounds, calendar });
  const [type] = plane.types;
  const [api] = plane.apis;
  if (!type || !api) throw new Error('no type or no API');
  const ask = (operation: string, input: Readonly<Record<string, unknown>>) =>
    api.operations[operation]?.(input);
  return { calls, type, clock, ask };
}

const sleeps = {
  ScheduledActionName: 'sleeps',
  Schedule: 'cron(0 20 ? * MON-FRI *)',
  Timezone: 'Europe/Berlin',
  ScalableTargetAction: { MinCapacity: 0, MaxCapacity: 0 },
};
const wakes = {
  ...sleeps,
  ScheduledActionName: 'wakes',
  Schedule: 'cron(0 8 ? * MON-FRI *)',
  ScalableTargetAction: { MinCapacity: 2, MaxCapacity: 4 },
};

describe('a scalable target', () => {
  it('keeps a service within its bounds for as long as it is there', async () => {
    const { calls, type } = scalableTarget();
    const { physicalId } = await type.create({ ...call, properties });
    expect(physicalId).toBe('service/dev/catalog|ecs:service:DesiredCount|ecs');
    await type.delete({ ...call, physicalId, properties });
    expect(calls).toEqual([
      ['dev', 'catalog', { min: 2, max: 4 }],
      ['dev', 'catalog', undefined],
    ]);
  });

  it('of anything but an ECS service is refused', async () => {
    const { type } = scalableTarget();
    const table = {
      ...properties,
      ResourceId: 'table/orders',
      ScalableDimension: 'dynamodb:table:ReadCapacityUnits',
    };
    await expect(type.create({ ...call, properties: table })).rejects.toThrow(
      "of 'table/orders' is not played here",
    );
  });

  it('with its bounds the wrong way round is refused', async () => {
    const { type } = scalableTarget();
    await expect(type.create({ ...call, properties: { ...properties, MinCapacity: 9 } })).rejects.toThrow(
      "minimum capacity 9 of 'service/dev/catalog' is above the maximum of 4",
    );
  });
});

describe('a scheduled action', () => {
  const asleep = ['dev', 'catalog', { min: 0, max: 0 }];
  const awake = ['dev', 'catalog', { min: 2, max: 4 }];
  const resource = { ServiceNamespace: 'ecs', ResourceId: 'service/dev/catalog' };

  it('puts a service to sleep in the evening, and wakes it when its day begins', async () => {
    const { calls, type, clock } = scalableTarget();
    await type.create({ ...call, properties: { ...properties, ScheduledActions: [wakes, sleeps] } });
    await clock.putTo('2026-11-20T18:59:00Z');
    expect(calls).toEqual([awake]);
    await clock.putTo('2026-11-23T06:59:00Z');
    expect(calls).toEqual([awake, asleep]);
    await clock.putTo('2026-11-23T07:00:00Z');
    expect(calls).toEqual([awake, asleep, awake]);
  });

  it('that is gone from the template is gone', async () => {
    const { calls, type, clock } = scalableTarget();
    const { physicalId } = await type.create({
      ...call,
      properties: { ...properties, ScheduledActions: [sleeps] },
    });
    const oldProperties = { ...properties, ScheduledActions: [sleeps] };
    await type.update({ ...call, physicalId, properties, oldProperties });
    await clock.putTo('2026-11-24T00:00:00Z');
    expect(calls).toEqual([awake, awake]);
  });

  it('that a command has put there stays when the template changes', async () => {
    const { calls, type, clock, ask } = scalableTarget();
    const withActions = { ...properties, ScheduledActions: [wakes] };
    const { physicalId } = await type.create({ ...call, properties: withActions });
    ask('PutScheduledAction', { ...resource, ...sleeps, Schedule: 'at(2026-11-20T20:00:00)' });
    await type.update({ ...call, physicalId, properties: withActions, oldProperties: withActions });
    await clock.putTo('2026-11-20T19:00:00Z');
    expect(calls).toEqual([awake, awake, asleep]);
  });

  it('that is put again keeps what is not said, but its start', async () => {
    const { type, ask } = scalableTarget();
    await type.create({ ...call, properties });
    ask('PutScheduledAction', { ...resource, ...sleeps, StartTime: Date.parse('2027-01-01') / 1000 });
    ask('PutScheduledAction', { ...resource, ScheduledActionName: 'sleeps', Schedule: 'cron(0 21 * * ? *)' });
    const { ScheduledActions } = (await ask('DescribeScheduledActions', resource)) as {
      readonly ScheduledActions: readonly object[];
    };
    expect(ScheduledActions).toMatchObject([{ ...sleeps, Schedule: 'cron(0 21 * * ? *)' }]);
    expect(ScheduledActions[0]).not.toHaveProperty('StartTime');
  });

  it('is put off by a later start, and one of a single time sleeps in its place', async () => {
    const { calls, type, clock, ask } = scalableTarget();
    await type.create({ ...call, properties: { ...properties, ScheduledActions: [sleeps] } });
    const later = Date.parse('2026-11-20T22:00:00Z') / 1000;
    ask('PutScheduledAction', { ...resource, ...sleeps, StartTime: later });
    ask('PutScheduledAction', {
      ...resource,
      ...sleeps,
      ScheduledActionName: 'sleeps-late',
      Schedule: 'at(2026-11-20T23:00:00)',
    });
    expect(ask('DescribeScheduledActions', resource)).toMatchObject({
      ScheduledActions: [
        { ScheduledActionName: 'sleeps', StartTime: new Date(later * 1000) },
        { ScheduledActionName: 'sleeps-late' },
      ],
    });
    await clock.putTo('2026-11-20T21:59:00Z');
    expect(calls).toEqual([awake]);
    await clock.putTo('2026-11-20T22:00:00Z');
    expect(calls).toEqual([awake, asleep]);
  });

  it('of a single time is done once, and is told of afterwards', async () => {
    const { calls, type, clock, ask } = scalableTarget();
    await type.create({ ...call, properties });
    ask('PutScheduledAction', { ...resource, ...sleeps, Schedule: 'at(2026-11-20T20:00:00)' });
    await clock.putTo('2027-11-21T00:00:00Z');
    expect(calls).toEqual([awake, asleep]);
    expect(ask('DescribeScheduledActions', resource)).toMatchObject({
      ScheduledActions: [{ ScheduledActionName: 'sleeps', Schedule: 'at(2026-11-20T20:00:00)' }],
    });
  });

  it('changes what the API tells of the bounds, as registering them does', async () => {
    const { type, clock, ask } = scalableTarget();
    await type.create({ ...call, properties: { ...properties, ScheduledActions: [sleeps] } });
    await clock.putTo('2026-11-21T00:00:00Z');
    const bounds = () => ask('DescribeScalableTargets', { ServiceNamespace: 'ecs' });
    expect(bounds()).toMatchObject({ ScalableTargets: [{ MinCapacity: 0, MaxCapacity: 0 }] });
    ask('RegisterScalableTarget', { ...resource, MinCapacity: 1, MaxCapacity: 4 });
    expect(bounds()).toMatchObject({ ScalableTargets: [{ MinCapacity: 1, MaxCapacity: 4 }] });
  });
});
