import { type CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import type { AlarmEvidence } from './evidence.ts';

/** DescribeAlarms takes no more names. */
const batch = 100;

/** Those of the named alarms that are on. */
export async function firingOf(
  cloudwatch: Pick<CloudWatchClient, 'send'>,
  names: readonly string[],
): Promise<readonly AlarmEvidence[]> {
  if (names.length === 0) return [];
  const { MetricAlarms = [], CompositeAlarms = [] } = await cloudwatch.send(
    new DescribeAlarmsCommand({
      AlarmNames: names.slice(0, batch),
      AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
      StateValue: 'ALARM',
    }),
  );
  return [...MetricAlarms, ...CompositeAlarms].map((alarm) => ({
    name: alarm.AlarmName ?? '',
    since: (alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp)?.getTime() ?? 0,
    reason: alarm.StateReason ?? '',
  }));
}
