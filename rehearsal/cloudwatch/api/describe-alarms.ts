import type { PropertyReader } from '../../property-reader.ts';
import { alarmNameOf } from '../alarm-name.ts';
import { alarmStates } from '../alarm-state.ts';
import type { AlarmBook } from '../alarms/alarm-book.ts';
import { describeAlarm } from '../alarms/describe-alarm.ts';
import type { KnownAlarm } from '../alarms/known-alarm.ts';
import { alarmsOf } from '../composite/alarm-rule.ts';
import { pageOf } from './request-reader.ts';

const kinds: Readonly<Record<string, KnownAlarm['read']['kind']>> = {
  MetricAlarm: 'metric',
  CompositeAlarm: 'composite',
};

/** Alarms and the states they are in; of metrics alone where nobody asks for composite ones. */
export function describeAlarms(input: PropertyReader, book: AlarmBook, region: string): object {
  input.refuseOthers([
    ...['AlarmNames', 'AlarmNamePrefix', 'AlarmTypes', 'StateValue', 'ActionPrefix'],
    ...['ChildrenOfAlarmName', 'ParentsOfAlarmName', 'MaxRecords', 'NextToken'],
  ]);
  const [names, types] = [input.texts('AlarmNames'), input.texts('AlarmTypes')];
  const [prefix = '', action, state] = ['AlarmNamePrefix', 'ActionPrefix', 'StateValue'].map((each) =>
    input.text(each),
  );
  refuseUnknown(input, 'AlarmTypes', types, Object.keys(kinds));
  refuseUnknown(input, 'StateValue', state === undefined ? [] : [state], alarmStates);
  const wanted = types.length === 0 ? ['metric'] : types.map((type) => kinds[type]);
  const relatives = relativesIn(input, book);
  const found = book.all
    .filter(
      (alarm) =>
        wanted.includes(alarm.read.kind) &&
        (names.length === 0 || names.includes(alarm.name)) &&
        alarm.name.startsWith(prefix) &&
        (state === undefined || alarm.status.state === state) &&
        (relatives === undefined || relatives.includes(alarm.name)) &&
        (action === undefined || actionsOf(alarm).some((each) => each.startsWith(action))),
    )
    .toSorted((left, right) => (left.name < right.name ? -1 : 1));
  const { items, NextToken } = pageOf(found, input, input.number('MaxRecords') ?? (names.length || 50));
  const described = (kind: KnownAlarm['read']['kind']) =>
    items.filter(({ read }) => read.kind === kind).map((alarm) => describeAlarm(alarm, region));
  return { MetricAlarms: described('metric'), CompositeAlarms: described('composite'), NextToken };
}

/** The alarms that a composite one asks, or the composite ones that ask an alarm. */
function relativesIn(input: PropertyReader, book: AlarmBook): readonly string[] | undefined {
  const [parent, child] = ['ChildrenOfAlarmName', 'ParentsOfAlarmName'].map((each) => input.text(each));
  const asks = ({ read }: KnownAlarm): readonly string[] =>
    read.kind === 'composite' ? alarmsOf(read.alarm.rule) : [];
  if (parent !== undefined) {
    const known = book.get(alarmNameOf(parent));
    return known === undefined ? [] : asks(known);
  }
  if (child === undefined) return undefined;
  return book.all.filter((alarm) => asks(alarm).includes(alarmNameOf(child))).map(({ name }) => name);
}

function actionsOf({ read }: KnownAlarm): readonly string[] {
  return Object.values(read.alarm.actions).flat();
}

function refuseUnknown(
  { subject }: PropertyReader,
  member: string,
  values: readonly string[],
  allowed: readonly string[],
): void {
  const unknown = values.find((value) => !allowed.includes(value));
  if (unknown === undefined) return;
  throw new Error(`${subject}: '${member}' is '${unknown}', and must be one of ${allowed.join(', ')}`);
}
