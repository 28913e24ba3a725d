import type { PropertyReader } from '../../property-reader.ts';
import type { AlarmBook } from '../alarms/alarm-book.ts';
import type { AlarmHistory } from '../alarms/alarm-history.ts';
import { instantIn, pageOf } from './request-reader.ts';

const mostOfPage = 100;

/** What alarms did, the newest first. */
export function describeAlarmHistory(
  input: PropertyReader,
  { book, history }: { readonly book: AlarmBook; readonly history: AlarmHistory },
): object {
  input.refuseOthers([
    ...['AlarmName', 'AlarmTypes', 'HistoryItemType', 'StartDate', 'EndDate', 'ScanBy'],
    ...['MaxRecords', 'NextToken'],
  ]);
  const [name, type] = [input.text('AlarmName'), input.text('HistoryItemType')];
  const [from = 0, to = Number.POSITIVE_INFINITY] = [
    instantIn(input, 'StartDate'),
    instantIn(input, 'EndDate'),
  ];
  const found = history.items.filter(
    (item) =>
      (name === undefined || item.alarm === name) &&
      (type === undefined || item.type === type) &&
      item.at >= from &&
      item.at < to,
  );
  const ordered = input.text('ScanBy') === 'TimestampAscending' ? found : found.toReversed();
  const { items, NextToken } = pageOf(ordered, input, input.number('MaxRecords') ?? mostOfPage);
  return {
    AlarmHistoryItems: items.map((item) => ({
      AlarmName: item.alarm,
      AlarmType: book.get(item.alarm)?.read.kind === 'composite' ? 'CompositeAlarm' : 'MetricAlarm',
      Timestamp: new Date(item.at),
      HistoryItemType: item.type,
      HistorySummary: item.summary,
      HistoryData: JSON.stringify(item.data),
    })),
    NextToken,
  };
}
