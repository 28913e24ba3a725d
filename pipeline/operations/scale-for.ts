import {
  type ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
  DescribeScheduledActionsCommand,
  PutScheduledActionCommand,
  RegisterScalableTargetCommand,
} from '@aws-sdk/client-application-auto-scaling';
import { atExpression } from '../../platform/calendar/at.ts';
import { type DueAction, dueAfter, firstDue } from './due-actions.ts';
import { forgetRestoring, restores } from './restoring-bounds.ts';

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
  readonly calendar: DueAction | undefined;
}

/**
 * Sets a service's bounds now and lets them come back by themselves. What brings them back is booked first: whatever
 * happens in between, it will. Where the calendar sets bounds of its own before that, they stay its: what would come
 * back after it could start tasks in a stage that sleeps.
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
  const booked = ScheduledActions.find(({ ScheduledActionName }) => ScheduledActionName === restores);
  // Who scales a second time means the bounds there were before the first; what has been done already says nothing of now.
  const first = booked !== undefined && dueAfter(booked, now) !== undefined ? booked : undefined;
  const before = {
    min: first?.ScalableTargetAction?.MinCapacity ?? found.MinCapacity ?? 0,
    max: first?.ScalableTargetAction?.MaxCapacity ?? found.MaxCapacity ?? 0,
  };
  const calendar = firstDue(
    ScheduledActions.filter((action) => action !== booked),
    now,
    until,
  );
  if (calendar === undefined) {
    await scaling.send(
      new PutScheduledActionCommand({
        ...target,
        ScheduledActionName: restores,
        Schedule: atExpression(until, 'UTC'),
        Timezone: 'UTC',
        ScalableTargetAction: { MinCapacity: before.min, MaxCapacity: before.max },
      }),
    );
  } else if (booked !== undefined) {
    await forgetRestoring(scaling, target);
  }
  await scaling.send(
    new RegisterScalableTargetCommand({ ...target, MinCapacity: wanted.min, MaxCapacity: wanted.max }),
  );
  return { before, calendar };
}
