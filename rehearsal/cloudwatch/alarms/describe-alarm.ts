import { account } from '../../plane.ts';
import type { KnownAlarm } from './known-alarm.ts';

export function alarmArn(region: string, name: string): string {
  return `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`;
}

/** An alarm as DescribeAlarms tells it: what its template says, and the state it is in. */
export function describeAlarm(
  { name, resource, read, status }: KnownAlarm,
  region: string,
): Readonly<Record<string, unknown>> {
  const { Tags: _tags, ...properties } = resource.properties;
  const told = {
    OKActions: [],
    AlarmActions: [],
    InsufficientDataActions: [],
    ...properties,
    AlarmName: name,
    AlarmArn: alarmArn(region, name),
    ActionsEnabled: String(properties.ActionsEnabled ?? true) === 'true',
    StateValue: status.state,
    StateReason: status.reason,
    StateUpdatedTimestamp: dateOf(status.since),
    StateTransitionedTimestamp: dateOf(status.since),
  };
  if (read.kind === 'composite') return told;
  const { periodSeconds, evaluationPeriods, datapointsToAlarm, threshold, treatMissingData } = read.alarm;
  return {
    ...told,
    // A template may give numbers as texts, the API does not.
    EvaluationPeriods: evaluationPeriods,
    ...(properties.DatapointsToAlarm !== undefined && { DatapointsToAlarm: datapointsToAlarm }),
    Threshold: threshold,
    TreatMissingData: treatMissingData,
    ...(properties.Period !== undefined && { Period: periodSeconds }),
  };
}

function dateOf(at: number | undefined): Date | undefined {
  return at === undefined ? undefined : new Date(at);
}
