import { account } from '../../plane.ts';
import type { AlarmStep, StateChange, TakenActions } from '../alarm-evaluator.ts';
import type { AlarmBook } from './alarm-book.ts';
import type { AlarmHistory } from './alarm-history.ts';
import { alarmArn } from './describe-alarm.ts';
import type { KnownAlarm } from './known-alarm.ts';

export interface TopicsPort {
  publish(topicArn: string, subject: string, message: string): Promise<void>;
}

export interface TellingParts {
  readonly book: AlarmBook;
  readonly history: AlarmHistory;
  readonly topics: TopicsPort;
  readonly region: string;
}

/** Subjects of SNS are no longer. */
const longestSubject = 100;

/** Publishes what alarms do to the topics that they name, and notes how it went. Never rejects. */
export async function tellTopics(step: AlarmStep, parts: TellingParts): Promise<void> {
  await Promise.all(
    step.actions.flatMap((taken) =>
      taken.actions.map((action) => tell(taken, action, { ...parts, changes: step.changes })),
    ),
  );
}

async function tell(
  { alarm, at, state }: TakenActions,
  action: string,
  parts: TellingParts & { readonly changes: readonly StateChange[] },
): Promise<void> {
  const { book, history, topics, region, changes } = parts;
  const note = (summary: string): void =>
    history.note({ alarm, at, type: 'Action', summary, data: { actionState: summary, stateUpdate: state } });
  const known = book.get(alarm);
  if (known === undefined) return;
  if (!action.includes(':sns:')) {
    note(`${action} is no topic, and nothing else is played here`);
    return;
  }
  const subject = `${state}: "${alarm}" in ${region}`.slice(0, longestSubject);
  const change = changes.find((each) => each.alarm === alarm);
  try {
    await topics.publish(action, subject, JSON.stringify(messageOf(known, { at, change, region })));
    note(`Successfully executed action ${action}`);
  } catch (error) {
    note(`Failed to execute action ${action}: ${error instanceof Error ? error.message : error}`);
  }
}

/** As CloudWatch words it to a topic. */
function messageOf(
  { name, resource: { properties }, status }: KnownAlarm,
  told: { readonly at: number; readonly change: StateChange | undefined; readonly region: string },
): object {
  const {
    AlarmName: _name,
    AlarmDescription,
    AlarmActions = [],
    OKActions = [],
    InsufficientDataActions = [],
    ActionsEnabled: _enabled,
    Tags: _tags,
    AlarmRule,
    ...trigger
  } = properties;
  return {
    AlarmName: name,
    AlarmDescription,
    AWSAccountId: account,
    AlarmArn: alarmArn(told.region, name),
    Region: told.region,
    NewStateValue: status.state,
    NewStateReason: status.reason,
    OldStateValue: told.change?.from ?? status.state,
    StateChangeTime: new Date(told.at).toISOString(),
    AlarmActions,
    OKActions,
    InsufficientDataActions,
    ...(AlarmRule === undefined ? { Trigger: trigger } : { AlarmRule }),
  };
}
