import {
  type ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
  DescribeScheduledActionsCommand,
  PutScheduledActionCommand,
  RegisterScalableTargetCommand,
  type ScheduledAction,
} from '@aws-sdk/client-application-auto-scaling';
import { nextAfter, parseCron } from '../../platform/calendar/cron.ts';

export interface Bounds {
  readonly min: number;
  readonly max: number;
}

export interface ScaleOrder {
  readonly stage: string;
  readonly service: string;
  readonly wanted: Bounds;
  /** Milliseconds since 1970. */
  readonly until: number;
  readonly now: number;
}

export interface Scaled {
  /** What comes back. */
  readonly before: Bounds;
  /** Of the stage's calendar, what sets the bounds before the time is over: it is left to do so. */
  readonly calendar: { readonly name: string; readonly at: number } | undefined;
}

/** The one-time action that puts the bounds back. */
export const restores = 'operator-restores';

/**
 * Sets a service's bounds now and lets them come back by themselves. What brings them back is booked first: whatever
 * happens in between, it will. Where the calendar sets bounds of its own before that, they stay its.
 * @returns nothing where the service has no bounds here
 */
export async function scaleFor(
  scaling: Pick<ApplicationAutoScalingClient, 'send'>,
  order: ScaleOrder,
): Promise<Scaled | undefined> {
  const { stage, service, wanted, until, now } = order;
  const target = {
    ServiceNamespace: 'ecs',
    ResourceId: `service/${stage}/${service}`,
    ScalableDimension: 'ecs:service:DesiredCount',
  } as const;
  const { ScalableTargets: [found] = [] } = await scaling.send(
    new DescribeScalableTargetsCommand({ ServiceNamespace: 'ecs', ResourceIds: [target.ResourceId] }),
  );
  if (found === undefined) return undefined;
  const { ScheduledActions = [] } = await scaling.send(new DescribeScheduledActionsCommand(target));
  // Who scales a second time means the bounds there were before the first.
  const booked = ScheduledActions.find(({ ScheduledActionName }) => ScheduledActionName === restores);
  const before = {
    min: booked?.ScalableTargetAction?.MinCapacity ?? found.MinCapacity ?? 0,
    max: booked?.ScalableTargetAction?.MaxCapacity ?? found.MaxCapacity ?? 0,
  };
  const calendar = firstDue(ScheduledActions, now, until);
  if (calendar === undefined) {
    await scaling.send(
      new PutScheduledActionCommand({
        ...target,
        ScheduledActionName: restores,
        Schedule: `at(${new Date(until).toISOString().slice(0, 19)})`,
        Timezone: 'UTC',
        ScalableTargetAction: { MinCapacity: before.min, MaxCapacity: before.max },
      }),
    );
  }
  await scaling.send(
    new RegisterScalableTargetCommand({ ...target, MinCapacity: wanted.min, MaxCapacity: wanted.max }),
  );
  return { before, calendar };
}

function firstDue(actions: readonly ScheduledAction[], now: number, until: number): Scaled['calendar'] {
  const due = actions
    .flatMap(({ ScheduledActionName: name = '', Schedule = '', Timezone = 'UTC', StartTime }) => {
      if (!Schedule.startsWith('cron(')) return [];
      const from = Math.max(now, StartTime?.getTime() ?? now);
      return [{ name, at: nextAfter(parseCron(Schedule), from, Timezone) }];
    })
    .filter(({ at }) => at <= until)
    .sort((left, right) => left.at - right.at);
  return due[0];
}
