import { type CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';

/** The names of a stage's alarms that are on, without those that tell nobody and are only a part of one that does. */
export async function firingIn(
  cloudwatch: Pick<CloudWatchClient, 'send'>,
  stage: string,
): Promise<readonly string[]> {
  const found: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await cloudwatch.send(
      new DescribeAlarmsCommand({
        AlarmNamePrefix: `${stage}/`,
        AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
        StateValue: 'ALARM',
        ...(NextToken === undefined ? {} : { NextToken }),
      }),
    );
    found.push(
      ...[...(page.MetricAlarms ?? []), ...(page.CompositeAlarms ?? [])].flatMap(
        ({ AlarmName, AlarmActions = [] }) => (AlarmActions.length === 0 ? [] : (AlarmName ?? [])),
      ),
    );
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return found;
}
