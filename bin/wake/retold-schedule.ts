import type { GetScheduleCommandOutput, UpdateScheduleCommandInput } from '@aws-sdk/client-scheduler';

/**
 * A schedule as it is, to be told again with what shall change: UpdateSchedule sets whatever it is not told back to its
 * default, and would so turn on again what somebody has turned off.
 */
export function retoldSchedule({
  $metadata: _answer,
  Arn: _arn,
  CreationDate: _created,
  LastModificationDate: _changed,
  ...kept
}: GetScheduleCommandOutput): UpdateScheduleCommandInput {
  const { Name, ScheduleExpression, Target, FlexibleTimeWindow } = kept;
  return { ...kept, Name, ScheduleExpression, Target, FlexibleTimeWindow };
}
